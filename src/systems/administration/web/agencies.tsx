import { Link } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { formatDate, formatNumber } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Tag } from '#web/components/badge/Badge.tsx'
import { FilterChoice, Filters, FilterWords } from '#web/components/search/Filters.tsx'
import { PagedTable } from '#web/components/table/PagedTable.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
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
      toolbar={<Tools {...loaderData} />}
    >
      <Above {...loaderData} />
      <PagedTable
        label={texts.title}
        rows={rows}
        rowKey={({ id }) => id}
        empty={{ title: texts.empty, more: texts.emptyMore }}
        previous={question.after === undefined ? undefined : `?${pageOf(question)}`}
        next={next === null ? undefined : `?${pageOf(question, next)}`}
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
    </AdminPage>
  )
}

function Tools({ question, kinds, areas }: Loaded) {
  const texts = useMessages(agencyMessages)
  const filtered = pageOf(question).size > 0
  return (
    <>
      <Filters label={texts.title} button={texts.find}>
        <FilterWords name="q" label={texts.search} value={question.search} />
        <FilterChoice
          name="loai"
          label={texts.kind}
          value={question.kind}
          any={texts.anyKind}
          choices={kinds.map((kind) => ({ value: kind, label: kindWords(texts, kind) }))}
        />
        <FilterChoice
          name="dia-ban"
          label={texts.area}
          value={question.areaCode}
          any={texts.anyArea}
          choices={areas.map(({ code, fullName }) => ({ value: code, label: fullName }))}
        />
        {question.unstaffed && <input type="hidden" name="chua-co-can-bo" value="1" />}
      </Filters>
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

type Texts = ReturnType<typeof useMessages<typeof agencyMessages.vi>>

function kindWords(texts: Texts, kind: string): string {
  const words: Readonly<Record<string, string>> = texts.kinds
  return words[kind] ?? kind
}

function validityWords(texts: Texts, { validFrom, validTo }: { validFrom: string; validTo: string | null }) {
  if (validTo === null) return texts.from(formatDate(validFrom))
  return texts.until(formatDate(validFrom), formatDate(validTo))
}
