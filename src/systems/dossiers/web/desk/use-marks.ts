import { useMemo, useReducer, useRef } from 'react'

type State = {
  /** The row under the keyboard; none until a key was pressed. */
  readonly cursor: string | null
  readonly marked: ReadonlySet<string>
}

export type Marks = State & {
  /** The state at this moment: keys come faster than the page is drawn. */
  readonly now: () => State
  readonly move: (by: 1 | -1) => void
  /** Marks or unmarks the row under the cursor, or all from the last marked one to it. */
  readonly toggle: (range: boolean) => void
  readonly mark: (id: string, how: { marked: boolean; range: boolean }) => void
  readonly clear: () => void
}

type Kept = State & { readonly anchor: string | null }

/** The cursor and the marks of a list of rows, for mouse and keyboard alike. */
export function useMarks(rows: readonly { readonly id: string }[]): Marks {
  const kept = useRef<Kept>({ cursor: null, marked: new Set(), anchor: null })
  const [, draw] = useReducer((count: number) => count + 1, 0)
  const deeds = useMemo(() => {
    const change = (next: Partial<Kept>) => {
      kept.current = { ...kept.current, ...next }
      draw()
    }
    const mark: Marks['mark'] = (id, { marked: on, range }) => {
      const marked = new Set(kept.current.marked)
      for (const each of range ? between(rows, kept.current.anchor, id) : [id]) {
        if (on) marked.add(each)
        else marked.delete(each)
      }
      change({ marked, anchor: id, cursor: id })
    }
    return {
      now: (): State => kept.current,
      mark,
      move: (by: 1 | -1) => {
        const at = rows.findIndex((row) => row.id === kept.current.cursor)
        const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by]
        if (next) change({ cursor: next.id })
      },
      toggle: (range: boolean) => {
        const { cursor, marked } = kept.current
        if (cursor) mark(cursor, { marked: range || !marked.has(cursor), range })
      },
      clear: () => change({ marked: new Set() }),
    }
  }, [rows])
  return { ...deeds, cursor: kept.current.cursor, marked: kept.current.marked }
}

function between(rows: readonly { readonly id: string }[], from: string | null, to: string): string[] {
  const start = rows.findIndex((row) => row.id === from)
  const end = rows.findIndex((row) => row.id === to)
  if (start < 0 || end < 0) return [to]
  return rows.slice(Math.min(start, end), Math.max(start, end) + 1).map((row) => row.id)
}
