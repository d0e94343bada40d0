import { Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { Difference } from '../differences.ts'
import { procedureAdminMessages } from './admin-messages.ts'

/** What changes between two contents, place by place. */
export function Differences({ found }: { found: readonly Difference[] }) {
  const texts = useMessages(procedureAdminMessages)
  if (found.length === 0) return <p className="soft">{texts.same}</p>
  return (
    <Table
      label={texts.changes(found.length)}
      rows={found}
      rowKey={({ path }) => path}
      columns={[
        { title: texts.path, cell: ({ path }) => <code>{path}</code> },
        {
          title: texts.before,
          cell: ({ before }) => before ?? <span className="soft">{texts.nothing}</span>,
        },
        { title: texts.after, cell: ({ after }) => after ?? <span className="soft">{texts.nothing}</span> },
      ]}
    />
  )
}
