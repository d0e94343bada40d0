import { Form, Link } from 'react-router'
import { recentEventNames } from '../../../platform/events/log-queries.ts'
import { formatDate, formatDateTime } from '../../../platform/text/index.ts'
import { AdminPage } from '../../../web/components/admin-page/AdminPage.tsx'
import { Tag } from '../../../web/components/badge/Badge.tsx'
import { LinkButton } from '../../../web/components/button/Button.tsx'
import { Empty } from '../../../web/components/empty/Empty.tsx'
import { TextField } from '../../../web/components/field/Field.tsx'
import { Pager } from '../../../web/components/navigation/Navigation.tsx'
import { Table } from '../../../web/components/table/Table.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import { page } from '../../../web/page.ts'
import { keyOf, type LogQuestion, searchLog } from '../log-search.ts'
import type { Route } from './+types/log.ts'
import { logAddress, logQuestion } from './log-question.ts'
import { logMessages } from './messages/log.ts'

const PAGE_SIZE = 100

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const question = logQuestion(url.searchParams)
  const { items, next } = await searchLog(ctx.db, question, PAGE_SIZE)
  return {
    question,
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
  const { question, rows, next } = loaderData
  return (
    <AdminPage title={texts.title} toolbar={<Tools question={question} />}>
      <p className="soft measure">{texts.note}</p>
      <Filters {...loaderData} />
      {rows.length === 0 ? (
        <Empty icon="search" title={texts.empty}>
          {texts.emptyMore}
        </Empty>
      ) : (
        <Rows rows={rows} />
      )}
      <Pager
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

function Filters({ question, names }: Loaded) {
  const texts = useMessages(logMessages)
  const { name, subject, actor, agency, from, to } = question
  return (
    <Form className="filter-grid" role="search" aria-label={texts.title} key={String(logAddress(question))}>
      <div className="field">
        <label className="field-label" htmlFor="ten">
          {texts.name}
        </label>
        <input
          id="ten"
          name="ten"
          className="input"
          list="ten-su-kien"
          defaultValue={name}
          title={texts.nameHint}
        />
        <datalist id="ten-su-kien">
          {names.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </div>
      <TextField name="doi-tuong" label={texts.subject} placeholder={texts.subjectHint} value={subject} />
      <TextField name="nguoi" label={texts.actor} placeholder={texts.actorHint} value={actor} />
      <TextField name="co-quan" label={texts.agency} placeholder={texts.agencyHint} value={agency} />
      <TextField
        name="tu"
        label={texts.from}
        placeholder={texts.day}
        value={from && formatDate(from)}
        numeric
      />
      <TextField name="den" label={texts.to} placeholder={texts.day} value={to && formatDate(to)} numeric />
      <p className="row">
        <button type="submit" className="button button-quiet">
          {texts.find}
        </button>
        {Object.keys(question).length > 0 && <Link to="/quan-tri/su-kien">{texts.clear}</Link>}
      </p>
    </Form>
  )
}

function Rows({ rows }: Pick<Loaded, 'rows'>) {
  const texts = useMessages(logMessages)
  const kinds: Readonly<Record<string, string>> = texts.actors
  return (
    <Table
      label={texts.title}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { title: texts.at, cell: ({ at }) => <time dateTime={at.toISOString()}>{formatDateTime(at)}</time> },
        { title: texts.name, cell: ({ key, name }) => <Link to={`/quan-tri/su-kien/${key}`}>{name}</Link> },
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
      ]}
    />
  )
}

/** An id of random digits says enough by its beginning. */
function shortened(subjectId: string): string {
  return subjectId.replace(/([0-9a-f]{8})-[0-9a-f-]{27}$/, '$1…')
}
