import { Link, redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { formatDate } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { LogHistory } from '#web/components/timeline/LogHistory.tsx'
import { shellContext } from '#web/context.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { type Answered, keepTyped, mustFit, postedDay, postedTexts } from '#web/posted.ts'
import { changeAgency } from '../actions/change-agency.ts'
import { searchLog } from '../log-search.ts'
import { revisionOf } from '../province-rows.ts'
import { areaName, findAgency, getAgency, officersOf } from '../queries.ts'
import { type Kin, kinOf } from '../reorganisation/queries.ts'
import { AgencyChange, roleTitles } from '../schema.ts'
import type { Route } from './+types/agency.ts'
import { AgencyForm } from './AgencyForm.tsx'
import { agencyMessages } from './messages/agencies.ts'

const HISTORY = 50

export const loader = page(async (ctx, { params, url }: Route.LoaderArgs) => {
  const agency = await getAgency(ctx.db, params.id)
  const parent = agency.parentId === null ? undefined : await findAgency(ctx.db, agency.parentId)
  const officers = await officersOf(ctx.db, { agencyIds: [agency.id], on: localDate(ctx.now()) })
  const { items } = await searchLog(ctx.db, { subject: `agency:${agency.id}` }, HISTORY)
  return {
    agency,
    revision: revisionOf(agency),
    areaName: await areaName(ctx.db, agency.areaCode, agency.validTo ?? undefined),
    kin: await kinOf(ctx.db, agency.id),
    parent: parent ? { id: parent.id, name: parent.name } : null,
    officers: officers.map(({ id, fullName, role, title }) => ({
      id,
      fullName,
      role: roleWords(role),
      title,
    })),
    history: items.map(({ id, at, name, actorName, data }) => ({ id, at, name, actorName, data })),
    saved: url.searchParams.has('da-luu'),
  }
})

function roleWords(role: string): string {
  const words: Readonly<Record<string, string>> = roleTitles
  return words[role] ?? role
}

/** Corrects the agency; what was typed comes back when something is not right. */
export const action = pageAction(async (ctx, { params, request, context }: Route.ActionArgs) => {
  const texts = messagesFor(context.get(shellContext).locale, agencyMessages)
  const posted = postedTexts(await request.formData())
  const change = {
    name: posted['name'] ?? '',
    shortName: posted['shortName'] ?? '',
    hours: posted['hours']?.replaceAll(' ', '') ?? null,
    phone: posted['phone'] ?? null,
    address: posted['address'] ?? null,
    validTo: postedDay(posted['validTo']) ?? null,
    note: posted['note'] ?? null,
    ...(posted['revision'] ? { revision: posted['revision'] } : {}),
  }
  const wrong = { message: texts.refused, fields: { ...texts.wrong, revision: texts.refused } }
  return keepTyped(posted, async () => {
    await changeAgency(ctx, params.id, mustFit(AgencyChange, change, wrong))
    return redirect(`/quan-tri/co-quan/${params.id}?da-luu`, 303)
  })
})

type Loaded = Route.ComponentProps['loaderData']

/** One agency: its facts, who serves in it, a form to correct it, its history. */
export default function AgencyPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(agencyMessages)
  const { refusal, typed }: Answered = actionData ?? {}
  const { agency, saved } = loaderData
  return (
    <AdminPage
      title={agency.name}
      failed={refusal !== undefined}
      count={agency.id}
      toolbar={<Link to="/quan-tri/co-quan">{texts.all}</Link>}
    >
      <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
      {saved && !refusal && <Notice icon="check" state="ok" title={texts.saved} />}
      <div className="admin-split">
        <div className="stack stack-lg">
          <AgencyFacts {...loaderData} />
          <Kinship kin={loaderData.kin} />
          <Officers officers={loaderData.officers} />
          <LogHistory
            subject={`agency:${agency.id}`}
            history={loaderData.history.map(({ data, ...event }) => ({
              ...event,
              more: <Changes data={data} />,
            }))}
            words={texts.happened}
          />
        </div>
        <AgencyForm agency={agency} revision={loaderData.revision} typed={typed} errors={refusal?.fields} />
      </div>
    </AdminPage>
  )
}

function AgencyFacts({ agency, areaName: area, parent }: Loaded) {
  const texts = useMessages(agencyMessages)
  const kinds: Readonly<Record<string, string>> = texts.kinds
  const certainties: Readonly<Record<string, string>> = texts.certainties
  const or = (value: string | null) => value ?? <span className="soft">{texts.none}</span>
  const { validFrom, validTo } = agency
  return (
    <section className="stack stack-sm" aria-labelledby="thong-tin">
      <h2 id="thong-tin">{texts.facts}</h2>
      <Facts
        facts={[
          { label: texts.kind, value: kinds[agency.kind] ?? agency.kind },
          { label: texts.identifier, value: <span className="num">{or(agency.identifier)}</span> },
          {
            label: texts.parent,
            value: parent ? <Link to={`/quan-tri/co-quan/${parent.id}`}>{parent.name}</Link> : '–',
          },
          { label: texts.area, value: area },
          {
            label: texts.validity,
            value: (
              <span className="num">
                {validTo
                  ? texts.until(formatDate(validFrom), formatDate(validTo))
                  : texts.from(formatDate(validFrom))}
              </span>
            ),
          },
          { label: texts.hours, value: <span className="num">{agency.hours ?? texts.provinceHours}</span> },
          { label: texts.phone, value: <span className="num">{or(agency.phone)}</span> },
          { label: texts.address, value: or(agency.address) },
          { label: texts.legalAct, value: or(agency.legalAct) },
          { label: texts.certainty, value: certainties[agency.certainty] ?? agency.certainty },
          { label: texts.note, value: or(agency.note) },
        ]}
      />
    </section>
  )
}

/** Whom the agency took over from and who took over from it. */
function Kinship({ kin }: Pick<Loaded, 'kin'>) {
  const texts = useMessages(agencyMessages)
  const { predecessors, successors } = kin
  if (predecessors.length + successors.length === 0) return null
  return (
    <section className="stack stack-sm" aria-labelledby="ke-thua">
      <h2 id="ke-thua">{texts.kinship}</h2>
      <KinList title={texts.predecessors} kin={predecessors} />
      <KinList title={texts.successors} kin={successors} />
    </section>
  )
}

function KinList({ title, kin }: { title: string; kin: readonly Kin[] }) {
  const texts = useMessages(agencyMessages)
  if (kin.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {kin.map(({ id, name, onDate, part }) => (
          <li key={id}>
            <Link to={`/quan-tri/co-quan/${id}`}>{name}</Link>{' '}
            <span className="soft">
              {texts.onDay(formatDate(onDate))}
              {part && `, ${texts.part}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Officers({ officers }: Pick<Loaded, 'officers'>) {
  const texts = useMessages(agencyMessages)
  return (
    <div className="stack stack-sm">
      <h2 id="can-bo">{texts.officersHere}</h2>
      {officers.length === 0 ? (
        <p className="soft">
          {texts.noOfficers} <Link to="/quan-tri/can-bo">{texts.appointHint}</Link>
        </p>
      ) : (
        <Table
          label={texts.officersHere}
          rows={officers}
          rowKey={({ id, role }) => `${id} ${role}`}
          columns={[
            {
              title: texts.officerName,
              cell: ({ id, fullName }) => <Link to={`/quan-tri/can-bo/${id}`}>{fullName}</Link>,
            },
            { title: texts.role, cell: ({ role }) => role },
            { title: texts.postTitle, cell: ({ title }) => title },
          ]}
        />
      )}
    </div>
  )
}

type Changed = { readonly before?: Record<string, unknown>; readonly after?: Record<string, unknown> }

/** The fields that an event changed, before and after. */
function Changes({ data }: { data: unknown }) {
  const texts = useMessages(agencyMessages)
  const labels: Readonly<Record<string, string>> = {
    name: texts.fullName,
    shortName: texts.shortName,
    hours: texts.hours,
    phone: texts.phone,
    address: texts.address,
    validTo: texts.validTo,
    note: texts.note,
  }
  const { before = {}, after = {} } = data as Changed
  return Object.keys(after).map((field) => (
    <p key={field}>
      {texts.changed(
        labels[field] ?? field,
        String(before[field] ?? texts.none),
        String(after[field] ?? texts.none),
      )}
    </p>
  ))
}
