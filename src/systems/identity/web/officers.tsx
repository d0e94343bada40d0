import { Form, Link } from 'react-router'
import { localDate } from '../../../platform/calendar/index.ts'
import type { Context } from '../../../platform/context.ts'
import { formatNumber } from '../../../platform/text/index.ts'
import { AdminPage } from '../../../web/components/admin-page/AdminPage.tsx'
import { Badge, Tag } from '../../../web/components/badge/Badge.tsx'
import { LinkButton } from '../../../web/components/button/Button.tsx'
import { Empty } from '../../../web/components/empty/Empty.tsx'
import { Pager } from '../../../web/components/navigation/Navigation.tsx'
import { Table } from '../../../web/components/table/Table.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import { page } from '../../../web/page.ts'
import { listAgencies, listOfficerRows, roleTitles } from '../../administration/index.ts'
import type { Route } from './+types/officers.ts'
import { officerMessages } from './messages/officers.ts'
import { type AskedOfficers, officerAddress, officerQuestion } from './officer-question.ts'

const PAGE_SIZE = 50

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const asked = officerQuestion(url.searchParams)
  const number = pageNumber(url.searchParams.get('trang'))
  const found = await listOfficerRows(ctx.db, {
    ...(await questionOf(ctx, asked)),
    today: localDate(ctx.now()),
    limit: PAGE_SIZE,
    offset: (number - 1) * PAGE_SIZE,
  })
  const roles = Object.entries(roleTitles).map(([role, title]) => ({ role, title }))
  return { asked, number, roles, ...found }
})

function pageNumber(text: string | null): number {
  const number = Number(text ?? 1)
  return Number.isInteger(number) && number > 0 && number <= 10_000 ? number : 1
}

/** An agency in words becomes the agencies of that name. */
async function questionOf({ db }: Context, { agency, ...rest }: AskedOfficers) {
  if (agency === undefined) return rest
  const namesakes = await listAgencies(db, { search: agency, limit: 100 })
  const exact = namesakes.find(({ id }) => id === agency)
  return { ...rest, agencyIds: exact ? [exact.id] : namesakes.map(({ id }) => id) }
}

type Loaded = Route.ComponentProps['loaderData']

/** The officers by given name, with the posts they hold today. */
export default function Officers({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(officerMessages)
  const { asked, number, rows, total } = loaderData
  return (
    <AdminPage
      title={texts.title}
      count={texts.count(formatNumber(total))}
      toolbar={<Filters {...loaderData} />}
    >
      {rows.length === 0 ? (
        <Empty icon="search" title={texts.empty}>
          {texts.emptyMore}
        </Empty>
      ) : (
        <Rows {...loaderData} />
      )}
      <Pager
        previous={number > 1 ? `?${officerAddress(asked, number - 1)}` : undefined}
        next={number * PAGE_SIZE < total ? `?${officerAddress(asked, number + 1)}` : undefined}
      />
    </AdminPage>
  )
}

function Filters({ asked, roles }: Loaded) {
  const texts = useMessages(officerMessages)
  return (
    <>
      <Form className="row" role="search" aria-label={texts.title}>
        <input
          className="input"
          name="q"
          type="search"
          defaultValue={asked.search}
          aria-label={texts.search}
          placeholder={texts.search}
        />
        <input
          className="input"
          name="co-quan"
          defaultValue={asked.agency}
          aria-label={texts.agency}
          placeholder={texts.agency}
        />
        <select className="input" name="vai-tro" defaultValue={asked.role ?? ''} aria-label={texts.role}>
          <option value="">{texts.anyRole}</option>
          {roles.map(({ role, title }) => (
            <option key={role} value={role}>
              {title}
            </option>
          ))}
        </select>
        {asked.withoutPost && <input type="hidden" name="chua-co-vi-tri" value="1" />}
        <button type="submit" className="button button-quiet">
          {texts.find}
        </button>
      </Form>
      {asked.withoutPost && <Tag state="soon">{texts.withoutPost}</Tag>}
      {Object.keys(asked).length > 0 && <Link to="/quan-tri/can-bo">{texts.clear}</Link>}
      <span className="push row">
        <a href={`/api/admin/officers.csv?${officerAddress(asked)}`}>{texts.csv}</a>
        <LinkButton href="/quan-tri/can-bo/moi">{texts.add}</LinkButton>
      </span>
    </>
  )
}

function Rows({ rows, roles }: Loaded) {
  const texts = useMessages(officerMessages)
  const titles = new Map<string, string>(roles.map(({ role, title }) => [role, title]))
  return (
    <Table
      label={texts.title}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          title: texts.name,
          cell: ({ id, fullName }) => <Link to={`/quan-tri/can-bo/${id}`}>{fullName}</Link>,
        },
        { title: texts.code, cell: ({ employeeCode }) => employeeCode, numeric: true },
        {
          title: texts.posts,
          cell: ({ posts }) =>
            posts.length === 0 ? (
              <Badge state="soon">{texts.withoutPost}</Badge>
            ) : (
              posts.map(({ id, role, agencyId, agencyName }) => (
                <div key={id}>
                  {titles.get(role) ?? role}, <Link to={`/quan-tri/co-quan/${agencyId}`}>{agencyName}</Link>
                </div>
              ))
            ),
        },
        { title: texts.contact, cell: ({ email, phone }) => email ?? phone ?? '–' },
      ]}
    />
  )
}
