import { useMemo, useState } from 'react'

export type Marks = {
  /** The row under the keyboard; none until a key was pressed. */
  readonly cursor: string | null
  readonly marked: ReadonlySet<string>
  readonly move: (by: 1 | -1) => void
  /** Marks or unmarks the row under the cursor, or all from the last marked one to it. */
  readonly toggle: (range: boolean) => void
  readonly mark: (id: string, how: { marked: boolean; range: boolean }) => void
  readonly clear: () => void
}

/** The cursor and the marks of a list of rows, for mouse and keyboard alike. */
export function useMarks(rows: readonly { readonly id: string }[]): Marks {
  const [cursor, setCursor] = useState<string | null>(null)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const [anchor, setAnchor] = useState<string | null>(null)
  return useMemo(() => {
    const at = rows.findIndex((row) => row.id === cursor)
    const mark: Marks['mark'] = (id, { marked: on, range }) => {
      const ids = range ? between(rows, anchor, id) : [id]
      setMarked((before) => {
        const after = new Set(before)
        for (const each of ids) {
          if (on) after.add(each)
          else after.delete(each)
        }
        return after
      })
      setAnchor(id)
      setCursor(id)
    }
    return {
      cursor,
      marked,
      mark,
      move: (by) => {
        const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by]
        if (next) setCursor(next.id)
      },
      toggle: (range) => {
        if (cursor) mark(cursor, { marked: range || !marked.has(cursor), range })
      },
      clear: () => setMarked(new Set()),
    }
  }, [rows, cursor, marked, anchor])
}

function between(rows: readonly { readonly id: string }[], from: string | null, to: string): string[] {
  const start = rows.findIndex((row) => row.id === from)
  const end = rows.findIndex((row) => row.id === to)
  if (start < 0 || end < 0) return [to]
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1).map((row) => row.id)
}
