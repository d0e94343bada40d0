import { Link } from 'react-router'
import { Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import { bulkMessages } from './bulk-messages.ts'
import { type BulkName, bulkAddress } from './bulk-works.ts'
import { DESK_PATH } from './desk-nav.ts'
import type { ShownRow } from './queue-view.ts'

export type MarkedRow = ShownRow & {
  readonly revision: number
  /** The step that comes, where a dossier is handed over and one does. */
  readonly next: { readonly name: string; readonly desk: string; readonly agencyName: string } | null
}

type Props = {
  readonly work: BulkName
  readonly rows: readonly MarkedRow[]
  readonly back: string
  readonly refusal: ShownRefusal | undefined
}

/** The dossiers that were marked, each with what stands against it after a refusal. */
export function BulkTable({ work, rows, back, refusal }: Props) {
  const texts = useMessages(bulkMessages)
  const { columns } = texts
  const goesTo = ({ next }: MarkedRow) =>
    next ? (
      <>
        {next.name}
        <p className="soft sm">{next.agencyName}</p>
      </>
    ) : (
      texts.noNext
    )
  const why = refusal?.fields ?? {}
  return (
    <Table
      label={texts.titles[work](rows.length)}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { title: columns.code, numeric: true, cell: (row) => <MarkedCode row={row} /> },
        { title: columns.procedure, cell: (row) => row.title },
        { title: columns.applicant, cell: (row) => row.applicant },
        { title: columns.step, cell: (row) => row.step },
        ...(work === 'hand-over' ? [{ title: columns.next, cell: goesTo }] : []),
        {
          title: columns.left,
          cell: ({ id, left }) => (why[id] ? <span className="field-error">{why[id]}</span> : left),
        },
        {
          title: <span className="hidden-text">{texts.remove}</span>,
          cell: (row) => (
            <Link
              to={bulkAddress(
                work,
                rows.filter((each) => each.id !== row.id),
                back,
              )}
            >
              {texts.remove}
            </Link>
          ),
        },
      ]}
    />
  )
}

function MarkedCode({ row }: { row: MarkedRow }) {
  return (
    <>
      <input
        type="hidden"
        name="dossier"
        value={`${row.id} ${row.revision} ${row.next?.desk ?? ''}`}
        readOnly
      />
      <Link to={`${DESK_PATH}/ho-so/${row.id}`}>{row.code}</Link>
    </>
  )
}
