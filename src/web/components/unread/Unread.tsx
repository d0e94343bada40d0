import { useShell } from '../../shell.ts'
import { Count } from '../badge/Badge.tsx'

/** The number of unread notifications behind the word "Thông báo"; nothing when all are read. */
export function Unread() {
  const { unread = 0 } = useShell()
  if (unread === 0) return null
  return (
    <>
      {' '}
      <Count>{unread >= 100 ? '99+' : unread}</Count>
    </>
  )
}
