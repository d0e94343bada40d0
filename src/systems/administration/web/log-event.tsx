import { Link } from 'react-router'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Tag } from '#web/components/badge/Badge.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { getEvent } from '../log-search.ts'
import type { Route } from './+types/log-event.ts'
import { logAddress } from './log-question.ts'
import { eventNameMessages } from './messages/event-names.ts'
import { logMessages } from './messages/log.ts'

export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  const { data, ...event } = await getEvent(ctx.db, params.key)
  return { event, rows: flatRows(data) }
})

type FlatRow = { readonly path: string; readonly value: string }

/** The data of an event as lines of a table: "days.0.date" beside "2027-01-01". */
function flatRows(value: unknown, path = ''): FlatRow[] {
  if (value === null || typeof value !== 'object')
    return [{ path, value: value === null ? '–' : String(value) }]
  return Object.entries(value).flatMap(([key, inner]) =>
    flatRows(inner, path === '' ? key : `${path}.${key}`),
  )
}

/** One event as it was recorded, personal data masked. */
export default function LogEvent({ loaderData: { event, rows } }: Route.ComponentProps) {
  const texts = useMessages(logMessages)
  const words: Readonly<Record<string, string>> = useMessages(eventNameMessages)
  return (
    <AdminPage
      title={words[event.name] ?? event.name}
      toolbar={
        <>
          {event.simulated && <Tag>{texts.simulated}</Tag>}
          <Link to="/quan-tri/su-kien">{texts.back}</Link>
        </>
      }
    >
      <div className="admin-split">
        <div className="stack stack-sm">
          <h2 id="du-lieu">{texts.data}</h2>
          {rows.length === 0 ? (
            <p className="soft">{texts.noData}</p>
          ) : (
            <Table
              label={texts.data}
              rows={rows}
              rowKey={({ path }) => path}
              columns={[
                { title: texts.field, cell: ({ path }) => <code>{path}</code> },
                { title: texts.value, cell: ({ value }) => <span className="hash">{value}</span> },
              ]}
            />
          )}
        </div>
        <EventFacts event={event} />
      </div>
    </AdminPage>
  )
}

function EventFacts({ event }: Pick<Route.ComponentProps['loaderData'], 'event'>) {
  const { locale } = useShell()
  const texts = useMessages(logMessages)
  const kinds: Readonly<Record<string, string>> = texts.actors
  const { name, actorKind, actorId, actorName, subjectId, agencyId, areaCode, purpose, requestId } = event
  const or = (value: string | null) => value ?? <span className="soft">{texts.none}</span>
  return (
    <section className="stack stack-sm">
      <Facts
        facts={[
          {
            label: texts.at,
            value: (
              <>
                {momentWords(event.at, locale)}
                <time className="soft" dateTime={event.at.toISOString()}>
                  {event.at.toISOString()}
                </time>
              </>
            ),
          },
          {
            label: texts.actor,
            value: (
              <>
                {actorName}, {kinds[actorKind] ?? actorKind}
                <span className="soft num hash">{actorId}</span>
              </>
            ),
          },
          { label: texts.name, value: <span className="num">{name}</span> },
          { label: texts.subject, value: <span className="num hash">{subjectId}</span> },
          { label: texts.agency, value: <span className="num">{or(agencyId)}</span> },
          { label: texts.area, value: <span className="num">{or(areaCode)}</span> },
          { label: texts.purpose, value: or(purpose) },
          { label: texts.request, value: <span className="num hash">{or(requestId)}</span> },
          {
            label: texts.place,
            value: <span className="num">{`${event.epoch} / ${event.xid} / ${event.id}`}</span>,
          },
        ]}
      />
      <p>
        <Link to={`/quan-tri/su-kien?${logAddress({ subject: subjectId })}`}>{texts.ofSubject}</Link>
      </p>
      <p>
        <Link to={`/quan-tri/su-kien?${logAddress({ actor: actorId })}`}>{texts.ofActor}</Link>
      </p>
    </section>
  )
}
