import type { ReactNode } from 'react'
import { keyed } from '../../keyed.ts'
import { scrolling } from '../../scrolling.ts'

export type Column<Row> = {
  readonly title: ReactNode
  readonly cell: (row: Row) => ReactNode
  /** Figures: digits of equal width; `right` for what is added up. */
  readonly numeric?: boolean
  readonly right?: boolean
  /** Left out on a phone, where a `fold` of another cell says it. */
  readonly wide?: boolean
}

type Props<Row> = {
  /** Names the region for who scrolls it by keyboard. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** The key of the row under the keyboard, where the list has one. */
  readonly current?: string | null
}

/** Rows to be compared. It scrolls inside itself on a phone. */
export function Table<Row>({ label, columns, rows, rowKey, current }: Props<Row>) {
  return (
    <section className="scroll-x" {...scrolling(label)}>
      <table className="table">
        <thead>
          <tr>
            {keyed(columns).map(({ key, item: column }) => (
              <th key={key} scope="col" className={classOf({ ...column, numeric: false })}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              data-id={current === undefined ? undefined : rowKey(row)}
              aria-current={current === rowKey(row) ? 'true' : undefined}
            >
              {keyed(columns).map(({ key, item: column }) => (
                <td key={key} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function classOf({ numeric, right, wide }: Omit<Column<never>, 'title' | 'cell'>): string | undefined {
  return [numeric && 'num', right && 'right', wide && 'wide'].filter(Boolean).join(' ') || undefined
}
