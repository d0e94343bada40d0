import { useEffect, useMemo } from 'react'
import { useNavigate } from 'react-router'
import { useKeys } from '#web/keyboard/Keys.tsx'
import { useMessages } from '#web/messages/define.ts'
import { queuePageMessages } from './queue-messages.ts'
import { useMarks } from './use-marks.ts'

/** J, K and Enter on the lines of a table that is read; returns the id of the line under the keyboard. */
export function useRowKeys(
  rows: readonly { readonly id: string }[],
  addressOf: (id: string) => string,
): string | null {
  const texts = useMessages(queuePageMessages).keys
  const navigate = useNavigate()
  const { cursor, now, move } = useMarks(rows)
  useShownCursor(cursor)
  const keys = useMemo(() => {
    const open = () => {
      const id = now().cursor
      if (id) navigate(addressOf(id))
    }
    return [
      { code: 'KeyJ', label: texts.down, hint: true, run: () => move(1) },
      { code: 'KeyK', label: texts.up, hint: true, run: () => move(-1) },
      { code: 'ArrowDown', label: texts.down, run: () => move(1) },
      { code: 'ArrowUp', label: texts.up, run: () => move(-1) },
      { code: 'Enter', label: texts.open, hint: true, run: open },
    ]
  }, [texts, now, move, navigate, addressOf])
  useKeys(rows.length > 0 ? keys : none)
  return cursor
}

const none: readonly never[] = []

/** The row under the cursor stays in sight. */
export function useShownCursor(cursor: string | null): void {
  useEffect(() => {
    if (cursor) document.querySelector(`[data-id="${cursor}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [cursor])
}
