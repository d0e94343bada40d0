import type { ReactNode } from 'react'

export type Column<Row> = {
  readonly title: ReactNode
  readonly cell: (row: Row) => ReactNode
  /** Figures: digits of equal width; `right` for what is added up. */
  readonly numeric?: boolean
  readonly right?: boolean
}

type Props<Row> = {
  /** Names the region for who scrolls it by keyboard. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
}

/** Rows to be compared. It scrolls inside itself on a phone. */
export function Table<Row>({ label, columns, rows, rowKey }: Props<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="scroll-x" tabIndex={0} aria-label={label}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
              <th key={index} scope="col" className={column.right ? 'right' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
                <td key={index} className={classOf(column)}>
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

function classOf({ numeric, right }: { numeric?: boolean; right?: boolean }): string | undefined {
  return [numeric && 'num', right && 'right'].filter(Boolean).join(' ') || undefined
}
