import { Link } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { formatNumber, normalise } from '#platform/text/index.ts'
import { Details } from '#web/components/disclosure/Details.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { SelectField } from '#web/components/field/Field.tsx'
import { LawLanguage } from '#web/components/law-language/LawLanguage.tsx'
import { Pager } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { type Level, listFields, listProcedures, searchProcedures } from '../search.ts'
import type { Route } from './+types/find.ts'
import { procedureMessages } from './messages.ts'
import { ProcedureRows } from './ProcedureRows.tsx'
import { popularProcedures, withPromises } from './promised.ts'

const PAGE_SIZE = 20
const levels: readonly Level[] = ['commune', 'district', 'province']

/** What is asked in the address; whatever is not known there is left out. */
type Asked = {
  readonly q: string
  readonly field?: string | undefined
  readonly level?: Level | undefined
  readonly online: boolean
  readonly page: number
}

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const now = ctx.now()
  const date = localDate(now)
  const fields = await ctx.recall('procedures', `fields ${date}`, (db) => listFields(db, date))
  const asked = askedOf(
    url.searchParams,
    fields.map(({ field }) => field),
  )
  const filter = {
    date,
    field: asked.field,
    level: asked.level,
    online: asked.online || undefined,
    limit: PAGE_SIZE,
    offset: (asked.page - 1) * PAGE_SIZE,
  }
  const found = asked.q
    ? await searchProcedures(ctx.db, asked.q, filter)
    : await listProcedures(ctx.db, filter)
  return {
    now,
    fields,
    asked,
    total: found.total,
    procedures: await withPromises(ctx, found.items),
    popular: found.items.length === 0 ? await popularProcedures(ctx, 6) : [],
  }
})

function askedOf(query: URLSearchParams, fields: readonly string[]): Asked {
  const number = Number(query.get('trang') ?? 1)
  return {
    q: normalise(query.get('q') ?? '').slice(0, 200),
    field: fields.find((field) => field === query.get('linh-vuc')),
    level: levels.find((level) => level === query.get('cap')),
    online: query.get('truc-tuyen') === '1',
    page: Number.isInteger(number) && number > 0 && number <= 1000 ? number : 1,
  }
}

export default function FindProcedure({ loaderData }: Route.ComponentProps) {
  const { now, fields, asked, total, procedures, popular } = loaderData
  const { list } = useMessages(procedureMessages)
  const title = asked.q ? list.titleFor(asked.q) : list.title
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{title}</PageTitle>
      <TitleBlock title={title} crumbs={[]} />
      <LawLanguage />
      <div className="stack stack-lg">
        <Question asked={asked} fields={fields} />
        {procedures.length > 0 ? (
          <section className="stack" aria-labelledby="ket-qua">
            <h2 id="ket-qua" className="lg">
              {list.found(formatNumber(total))}
              {pages > 1 && ` · ${list.page(asked.page, pages)}`}
            </h2>
            <ProcedureRows procedures={procedures} now={now} />
            <Pager
              previous={asked.page > 1 ? addressOf(asked, asked.page - 1) : undefined}
              next={asked.page < pages ? addressOf(asked, asked.page + 1) : undefined}
            />
          </section>
        ) : (
          <section className="stack" aria-labelledby="hay-can">
            <Empty icon="search" title={list.empty}>
              {list.emptyHow}
            </Empty>
            <h2 id="hay-can">{list.often}</h2>
            <ProcedureRows procedures={popular} now={now} />
          </section>
        )}
      </div>
    </main>
  )
}

function addressOf({ q, field, level, online }: Asked, number: number): string {
  const query = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(field ? { 'linh-vuc': field } : {}),
    ...(level ? { cap: level } : {}),
    ...(online ? { 'truc-tuyen': '1' } : {}),
    ...(number > 1 ? { trang: String(number) } : {}),
  })
  return `/thu-tuc?${query}`
}

type QuestionProps = {
  readonly asked: Asked
  readonly fields: readonly { field: string; procedures: number }[]
}

/** One form by GET, so that a search has an address that can be sent on. What few need is folded. */
function Question({ asked, fields }: QuestionProps) {
  const { list, words } = useMessages(procedureMessages)
  const filtered = asked.field !== undefined || asked.level !== undefined || asked.online
  return (
    <search>
      <form className="panel stack stack-sm" action="/thu-tuc">
        <label className="field-label" htmlFor="q">
          {list.label}
        </label>
        <div className="search">
          <input
            {...{ id: 'q', name: 'q', className: 'input', type: 'search', autoComplete: 'off' }}
            defaultValue={asked.q}
            placeholder={list.example}
          />
          <button type="submit" className="button">
            {list.apply}
          </button>
        </div>
        <Details summary={list.filters} open={filtered}>
          <div className="stack">
            <SelectField
              name="linh-vuc"
              label={list.field}
              value={asked.field}
              placeholder={list.allFields}
              choices={fields.map(({ field, procedures }) => ({
                value: field,
                label: `${field} (${procedures})`,
              }))}
            />
            <SelectField
              name="cap"
              label={list.level}
              value={asked.level}
              placeholder={list.allLevels}
              choices={levels.map((level) => ({ value: level, label: words.level[level] }))}
            />
            <label className="choice">
              <input type="checkbox" name="truc-tuyen" value="1" defaultChecked={asked.online} />
              <span>{list.online}</span>
            </label>
            <p className="row">
              <button type="submit" className="button button-quiet">
                {list.filter}
              </button>
              <Link to={asked.q ? `/thu-tuc?q=${encodeURIComponent(asked.q)}` : '/thu-tuc'}>
                {list.clear}
              </Link>
            </p>
          </div>
        </Details>
      </form>
    </search>
  )
}
