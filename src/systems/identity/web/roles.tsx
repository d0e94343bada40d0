import { type Permission, permissions } from '#platform/permissions.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { roleTitles } from '../../administration/index.ts'
import { type RoleGrant, roles } from '../roles.ts'
import type { Route } from './+types/roles.ts'
import { roleMessages } from './messages/roles.ts'

export const loader = page(() => ({
  roles: Object.entries(roles).map(([role, grants]) => ({
    role,
    title: roleTitles[role as keyof typeof roleTitles],
    grants: grants.map(grantOf),
  })),
  permissions: Object.entries(permissions).map(([name, title]) => ({ name, title })),
}))

function grantOf({ scope, permissions: held }: RoleGrant): { scope: RoleGrant['scope']; held: Permission[] } {
  return { scope, held: [...held] }
}

/** Roles beside permissions, as the code has them. */
export default function Roles({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(roleMessages)
  const scopes = Object.keys(texts.scopes) as (keyof typeof texts.scopes)[]
  return (
    <AdminPage title={texts.title}>
      <p className="soft measure">{texts.note}</p>
      <Table
        label={texts.title}
        rows={loaderData.permissions}
        rowKey={({ name }) => name}
        columns={[
          {
            title: texts.permission,
            cell: ({ name, title }) => (
              <>
                {title} <code className="soft">{name}</code>
              </>
            ),
          },
          ...loaderData.roles.map(({ role, title, grants }) => ({
            title: <span id={role}>{title}</span>,
            label: title,
            cell: ({ name }: { name: string }) => {
              const where = grants.filter(({ held }) => (held as string[]).includes(name))
              return where.map(({ scope }) => texts.scopes[scope]).join(', ') || null
            },
          })),
        ]}
      />
      <section className="stack stack-sm measure" aria-labelledby="o-dau">
        <h2 id="o-dau">{texts.scopesTitle}</h2>
        <Facts
          facts={scopes.map((scope) => ({ label: texts.scopes[scope], value: texts.scopeNotes[scope] }))}
        />
      </section>
    </AdminPage>
  )
}
