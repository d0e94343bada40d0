import { Form, Link } from 'react-router'
import { localDate } from '../../../platform/calendar/index.ts'
import { formatDate, formatNumber } from '../../../platform/text/index.ts'
import { AdminPage } from '../../../web/components/admin-page/AdminPage.tsx'
import { Tag } from '../../../web/components/badge/Badge.tsx'
import { Empty } from '../../../web/components/empty/Empty.tsx'
import { Pager } from '../../../web/components/navigation/Navigation.tsx'
import { Table } from '../../../web/components/table/Table.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import { page } from '../../../web/page.ts'
import { agenciesAbove, agencyKinds, countAgencies, listAgencyRows } from '../agency-list.ts'
import { listAreas } from '../queries.ts'
import type { Route } from './+types/agencies.ts'
import { agencyQuestion, pageOf } from './agency-question.ts'
import { agencyMessages } from './messages/agencies.ts'

const PAGE_SIZE = 50

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const question = { ...agencyQuestion(url.searchParams), today: localDate(ctx.now()), limit: PAGE_SIZE + 1 }
  const { after, ...unpaged } = question
  const found = await listAgencyRows(ctx.db, question)
  const rows = found.slice(0, PAGE_SIZE)
  const parent = question.parentId
  return {
    question,
    total: await countAgencies(ctx.db, unpaged),
    rows,
    next: found.length > PAGE_SIZE ? (rows.at(-1)?.id ?? null) : null,
    above: parent === undefined ? [] : [...(await agenciesAbove(ctx.db, parent)), ...(await self(parent))],
    kinds: await agencyKinds(ctx.db),
    areas: (await listAreas(ctx.db, { level: 2 })).map(({ code, fullName }) => ({ code, fullName })),
  }

  async function self(id: string) {
    const [own] = await listAgencyRows(ctx.db, { search: id, today: question.today, limit: 1 })
    return own?.id === id ? [{ id, shortName: own.shortName }] : []
  }
})

type Loaded = Route.ComponentProps['loaderData']

/** The agencies of the province: searched, filtered, or followed down from the one above. */
export default function Agencies({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(agencyMessages)
  const { rows, total, question, next } = loaderData
  return (
    <AdminPage
      title={texts.title}
      count={texts.count(formatNumber(total))}
      toolbar={<Filters {...loaderData} />}
    >
      <Above {...loaderData} />
      {rows.length === 0 ? (
        <Empty icon="search" title={texts.empty}>
          {texts.emptyMore}
        </Empty>
      ) : (
        <Rows rows={rows} />
      )}
      <Pager
        previous={question.after === undefined ? undefined : `?${pageOf(question)}`}
        next={next === null ? undefined : `?${pageOf(question, next)}`}
      />
    </AdminPage>
  )
}

function Filters({ question, kinds, areas }: Loaded) {
  const texts = useMessages(agencyMessages)
  const filtered = pageOf(question).size > 0
  return (
    <>
      <Form className="row" role="search" aria-label={texts.title}>
        <input
          className="input"
          name="q"
          type="search"
          defaultValue={question.search}
          aria-label={texts.search}
          placeholder={texts.search}
        />
        <select className="input" name="loai" defaultValue={question.kind ?? ''} aria-label={texts.kind}>
          <option value="">{texts.anyKind}</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kindWords(texts, kind)}
            </option>
          ))}
        </select>
        <select
          className="input"
          name="dia-ban"
          defaultValue={question.areaCode ?? ''}
          aria-label={texts.area}
        >
          <option value="">{texts.anyArea}</option>
          {areas.map(({ code, fullName }) => (
            <option key={code} value={code}>
              {fullName}
            </option>
          ))}
        </select>
        {question.unstaffed && <input type="hidden" name="chua-co-can-bo" value="1" />}
        <button type="submit" className="button button-quiet">
          {texts.find}
        </button>
      </Form>
      {question.unstaffed && <Tag state="soon">{texts.unstaffed}</Tag>}
      {filtered && <Link to="/quan-tri/co-quan">{texts.clear}</Link>}
      <a className="push" href={`/api/admin/agencies.csv?${pageOf(question)}`}>
        {texts.csv}
      </a>
    </>
  )
}

function Above({ above, question }: Loaded) {
  const texts = useMessages(agencyMessages)
  if (question.parentId === undefined) return null
  return (
    <nav aria-label={texts.path}>
      <ol className="breadcrumb">
        <li>
          <Link to="/quan-tri/co-quan">{texts.top}</Link>
        </li>
        {above.map(({ id, shortName }) => (
          <li key={id}>
            <Link to={`?cap-tren=${id}`}>{shortName}</Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Rows({ rows }: Pick<Loaded, 'rows'>) {
  const texts = useMessages(agencyMessages)
  return (
    <Table
      label={texts.title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { title: texts.name, cell: ({ id, name }) => <Link to={`/quan-tri/co-quan/${id}`}>{name}</Link> },
        { title: texts.code, cell: ({ id }) => id, numeric: true },
        { title: texts.kind, cell: ({ kind }) => kindWords(texts, kind) },
        { title: texts.area, cell: ({ areaName, areaCode }) => areaName ?? areaCode },
        { title: texts.parent, cell: ({ parentName }) => parentName ?? '–' },
        {
          title: texts.units,
          cell: ({ id, units }) =>
            units > 0 ? <Link to={`?cap-tren=${id}`}>{texts.unitsOf(units)}</Link> : '–',
        },
        { title: texts.officers, cell: ({ officers }) => officers, numeric: true },
        { title: texts.validity, cell: (row) => validityWords(texts, row), numeric: true },
      ]}
    />
  )
}

type Texts = ReturnType<typeof useMessages<typeof agencyMessages.vi>>

function kindWords(texts: Texts, kind: string): string {
  const words: Readonly<Record<string, string>> = texts.kinds
  return words[kind] ?? kind
}

function validityWords(texts: Texts, { validFrom, validTo }: { validFrom: string; validTo: string | null }) {
  if (validTo === null) return texts.from(formatDate(validFrom))
  return texts.until(formatDate(validFrom), formatDate(validTo))
}
