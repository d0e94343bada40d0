import { Form, Link } from 'react-router'
import { recentEventNames } from '#platform/events/log-queries.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Tag } from '#web/components/badge/Badge.tsx'
import { LinkButton } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { DayField } from '#web/components/field/DayField.tsx'
import { TextField } from '#web/components/field/Field.tsx'
import { keptFields } from '#web/components/field/kept.ts'
import { PagedTable } from '#web/components/table/PagedTable.tsx'
import type { Column } from '#web/components/table/Table.tsx'
import { shellContext } from '#web/context.ts'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { keyOf, type LogQuestion, searchLog } from '../log-search.ts'
import type { Route } from './+types/log.ts'
import { logAddress, logQuestion } from './log-question.ts'
import { eventNameMessages } from './messages/event-names.ts'
import { logMessages } from './messages/log.ts'

const PAGE_SIZE = 100

export const loader = page(async (ctx, { url, context }: Route.LoaderArgs) => {
  const { question, wrong } = logQuestion(url.searchParams, context.get(shellContext).locale)
  const { items, next } = await searchLog(ctx.db, question, PAGE_SIZE)
  return {
    question,
    wrong: wrong ?? null,
    next,
    names: await recentEventNames(ctx.db),
    rows: items.map((event) => ({
      key: keyOf(event),
      at: event.at,
      name: event.name,
      subjectId: event.subjectId,
      actorKind: event.actorKind,
      actorId: event.actorId,
      actorName: event.actorName,
      agencyId: event.agencyId,
      simulated: event.simulated,
    })),
  }
})

type Loaded = Route.ComponentProps['loaderData']

/** The event log, newest first. */
export default function Log({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(logMessages)
  const { question, wrong, rows, next } = loaderData
  return (
    <AdminPage title={texts.title} failed={wrong !== null} toolbar={<Tools question={question} />}>
      <p className="soft measure">{texts.note}</p>
      <ErrorSummary fields={wrong?.errors} />
      <Filters {...loaderData} />
      <PagedTable
        label={texts.title}
        rows={rows}
        rowKey={({ key }) => key}
        columns={useColumns()}
        empty={
          next === null
            ? { title: texts.empty, more: texts.emptyMore }
            : { title: texts.notYet, more: texts.notYetMore }
        }
        previous={question.before === undefined ? undefined : `?${logAddress(question)}`}
        next={next === null ? undefined : `?${logAddress(question, next)}`}
      />
    </AdminPage>
  )
}

function Tools({ question }: { question: LogQuestion }) {
  const texts = useMessages(logMessages)
  const { before: _before, ...whole } = question
  return (
    <span className="push row">
      <a href={`/api/admin/events.csv?${new URLSearchParams(whole)}`}>{texts.csv}</a>
      <LinkButton href="/quan-tri/su-kien/khoa-so" kind="quiet">
        {texts.seals}
      </LinkButton>
    </span>
  )
}

function Filters({ question, wrong, names }: Loaded) {
  const texts = useMessages(logMessages)
  const { name, subject, actor, agency, from, to } = question
  const day = keptFields({ ...wrong, known: { tu: from, den: to } })
  return (
    <Form className="filter-grid" role="search" aria-label={texts.title} key={String(logAddress(question))}>
      <TextField name="ten" label={texts.name} value={name} title={texts.nameHint} list="ten-su-kien" />
      <datalist id="ten-su-kien">
        {names.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <TextField name="doi-tuong" label={texts.subject} placeholder={texts.subjectHint} value={subject} />
      <TextField name="nguoi" label={texts.actor} placeholder={texts.actorHint} value={actor} />
      <TextField name="co-quan" label={texts.agency} placeholder={texts.agencyHint} value={agency} />
      <DayField {...day('tu')} label={texts.from} />
      <DayField {...day('den')} label={texts.to} />
      <p className="row">
        <button type="submit" className="button button-quiet">
          {texts.find}
        </button>
        {Object.keys(question).length > 0 && <Link to="/quan-tri/su-kien">{texts.clear}</Link>}
      </p>
    </Form>
  )
}

function useColumns(): Column<Loaded['rows'][number]>[] {
  const { locale } = useShell()
  const texts = useMessages(logMessages)
  const kinds: Readonly<Record<string, string>> = texts.actors
  const words: Readonly<Record<string, string>> = useMessages(eventNameMessages)
  return [
    { title: texts.at, cell: ({ at }) => <time dateTime={at.toISOString()}>{momentWords(at, locale)}</time> },
    {
      title: texts.name,
      cell: ({ key, name }) => (
        <>
          <Link to={`/quan-tri/su-kien/${key}`}>{words[name] ?? name}</Link>{' '}
          <span className="soft xs num">{name}</span>
        </>
      ),
    },
    {
      title: texts.subject,
      cell: ({ subjectId }) => (
        <Link className="num" to={`?${logAddress({ subject: subjectId })}`} title={subjectId}>
          {shortened(subjectId)}
        </Link>
      ),
    },
    {
      title: texts.actor,
      cell: ({ actorKind, actorName, actorId }) => (
        <>
          {actorKind === 'system' ? actorId : actorName}{' '}
          <span className="soft">{kinds[actorKind] ?? actorKind}</span>
        </>
      ),
    },
    { title: texts.agency, cell: ({ agencyId }) => agencyId ?? '–', numeric: true },
    { title: texts.simulated, cell: ({ simulated }) => simulated && <Tag>{texts.simulated}</Tag> },
  ]
}

/** An id of random digits says enough by its beginning. */
function shortened(subjectId: string): string {
  return subjectId.replace(/([0-9a-f]{8})-[0-9a-f-]{27}$/, '$1…')
}
