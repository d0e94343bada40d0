import { Empty } from '../empty/Empty.tsx'
import { Pager } from '../navigation/Navigation.tsx'
import { type Column, Table } from './Table.tsx'

type Props<Row> = {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** What to say, and what to do, when nothing fits. */
  readonly empty: { readonly title: string; readonly more: string }
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** One page of a list that is searched: its rows, or what to do when there are none, and the way to the others. */
export function PagedTable<Row>({ empty, previous, next, ...table }: Props<Row>) {
  return (
    <>
      {table.rows.length === 0 ? (
        <Empty icon="search" title={empty.title}>
          {empty.more}
        </Empty>
      ) : (
        <Table {...table} />
      )}
      <Pager previous={previous} next={next} />
    </>
  )
}
