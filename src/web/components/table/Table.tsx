import type { ReactNode } from 'react'
import { keyed } from '../../keyed.ts'
import { scrolling } from '../../scrolling.ts'

export type Column<Row> = {
  readonly title: ReactNode
  /** Its head in the card of a phone, where the title is more than words; null where the cell says by itself what it is. */
  readonly label?: string | null
  readonly cell: (row: Row) => ReactNode
  /** Figures: digits of equal width; `right` for what is added up. */
  readonly numeric?: boolean
  readonly right?: boolean
  /** Left out on a phone, where a `fold` of another cell says it: for books of many columns. */
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

/** Rows to be compared. Where it is narrow each row is a card that its first cell names: see `.table` in components.css. */
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
              {keyed(columns).map(({ key, item: column }, place) => (
                <td
                  key={key}
                  className={classOf(column)}
                  data-label={place === 0 ? undefined : labelOf(column)}
                >
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

function labelOf({ title, label }: Omit<Column<never>, 'cell'>): string | undefined {
  if (label !== undefined) return label ?? undefined
  return typeof title === 'string' ? title : undefined
}

function classOf({ numeric, right, wide }: Omit<Column<never>, 'title' | 'cell'>): string | undefined {
  return [numeric && 'num', right && 'right', wide && 'wide'].filter(Boolean).join(' ') || undefined
}
