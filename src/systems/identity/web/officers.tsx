import { Link } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { formatNumber } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Badge, Tag } from '#web/components/badge/Badge.tsx'
import { LinkButton } from '#web/components/button/Button.tsx'
import { FilterChoice, Filters, FilterWords } from '#web/components/search/Filters.tsx'
import { PagedTable } from '#web/components/table/PagedTable.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { askedPage, pagesBeside } from '#web/paging.ts'
import { listAgencies, listOfficerRows, roleTitles } from '../../administration/index.ts'
import type { Route } from './+types/officers.ts'
import { officerMessages } from './messages/officers.ts'
import { type AskedOfficers, officerAddress, officerQuestion } from './officer-question.ts'

const PAGE_SIZE = 50

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const asked = officerQuestion(url.searchParams)
  const number = askedPage(url.searchParams)
  const found = await listOfficerRows(ctx.db, {
    ...(await questionOf(ctx, asked)),
    today: localDate(ctx.now()),
    limit: PAGE_SIZE,
    offset: (number - 1) * PAGE_SIZE,
  })
  const roles = Object.entries(roleTitles).map(([role, title]) => ({ role, title }))
  return { asked, number, roles, ...found }
})

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
  const { asked, number, rows, roles, total } = loaderData
  const titles = new Map<string, string>(roles.map(({ role, title }) => [role, title]))
  return (
    <AdminPage
      title={texts.title}
      count={texts.count(formatNumber(total))}
      toolbar={<Tools {...loaderData} />}
    >
      <PagedTable
        label={texts.title}
        rows={rows}
        rowKey={({ id }) => id}
        empty={{ title: texts.empty, more: texts.emptyMore }}
        {...pagesBeside({ number, size: PAGE_SIZE, total }, (to) => `?${officerAddress(asked, to)}`)}
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
    </AdminPage>
  )
}

function Tools({ asked, roles }: Loaded) {
  const texts = useMessages(officerMessages)
  return (
    <>
      <Filters label={texts.title} button={texts.find}>
        <FilterWords name="q" label={texts.search} value={asked.search} />
        <FilterWords name="co-quan" label={texts.agency} value={asked.agency} />
        <FilterChoice
          name="vai-tro"
          label={texts.role}
          value={asked.role}
          any={texts.anyRole}
          choices={roles.map(({ role, title }) => ({ value: role, label: title }))}
        />
        {asked.withoutPost && <input type="hidden" name="chua-co-vi-tri" value="1" />}
      </Filters>
      {asked.withoutPost && <Tag state="soon">{texts.withoutPost}</Tag>}
      {Object.keys(asked).length > 0 && <Link to="/quan-tri/can-bo">{texts.clear}</Link>}
      <span className="push row">
        <a href={`/api/admin/officers.csv?${officerAddress(asked)}`}>{texts.csv}</a>
        <LinkButton href="/quan-tri/can-bo/moi">{texts.add}</LinkButton>
      </span>
    </>
  )
}
