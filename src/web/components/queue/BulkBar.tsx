import type { ReactNode } from 'react'
import { useMessages } from '../../messages/define.ts'
import { queueMessages } from './messages.ts'

/** What can be done with the marked rows; floats over the foot of the list while something is marked. */
export function BulkBar({ marked, children }: { marked: number; children: ReactNode }) {
  const texts = useMessages(queueMessages)
  if (marked === 0) return null
  return (
    <div className="bulk-slot">
      <div className="bulk" role="toolbar" aria-label={texts.marked(marked)}>
        <span role="status">{texts.marked(marked)}</span>
        {children}
      </div>
    </div>
  )
}
