import { useMemo } from 'react'
import { useMessages } from '../messages/define.ts'
import { useKeys } from './Keys.tsx'
import { keyMessages } from './messages.ts'

/** J and K go from row to row of the tables on the page by the first link of each; Enter opens it, as links do. */
export function useRowKeys(): void {
  const texts = useMessages(keyMessages)
  useKeys(
    useMemo(
      () => [
        { code: 'KeyJ', label: texts.down, hint: true, run: () => goTo(1) },
        { code: 'KeyK', label: texts.up, hint: true, run: () => goTo(-1) },
      ],
      [texts],
    ),
  )
}

function goTo(step: number): void {
  const rows = [...document.querySelectorAll('#noi-dung tbody tr')]
  const links = rows.flatMap((row) => row.querySelector('a') ?? [])
  const here = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
  links[here < 0 ? 0 : Math.min(Math.max(here + step, 0), links.length - 1)]?.focus()
}
