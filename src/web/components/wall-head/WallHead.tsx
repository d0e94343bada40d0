import { type ReactNode, useEffect, useState } from 'react'
import { useMessages } from '../../messages/define.ts'
import { shellMessages } from '../../messages/shell.ts'
import { useShell } from '../../shell.ts'
import { Brand } from '../brand/Brand.tsx'

type Props = {
  /** The server's time when the page was made, ISO. The clock goes on from there, whatever the screen's own clock says. */
  readonly now: string
  /** How many sources run, and which have stopped. */
  readonly status?: ReactNode
  readonly children?: ReactNode
}

/** The head of the wall: which province, which sources run, what time it is. */
export function WallHead({ now, status, children }: Props) {
  const texts = useMessages(shellMessages)
  const { province, simulated, locale } = useShell()
  const time = useServerTime(now)
  const day = new Intl.DateTimeFormat(locale, {
    ...zone,
    weekday: 'long',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })
  const clock = new Intl.DateTimeFormat('vi', {
    ...zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (
    <header className="wall-head">
      <Brand href="/" label={texts.product} />
      <div className="wall-name">
        <h1>{texts.wallTitle(province)}</h1>
        {status && (
          <p className="soft" role="status">
            {status}
          </p>
        )}
      </div>
      {children}
      {simulated && <span className="simulated">{texts.simulated}</span>}
      <p className="wall-clock push">
        <span className="soft">{day.format(time).replace(',', '')}</span>
        <time dateTime={time.toISOString()}>{clock.format(time)}</time>
      </p>
    </header>
  )
}

const zone = { timeZone: 'Asia/Ho_Chi_Minh' } as const

function useServerTime(now: string): Date {
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const start = performance.now()
    const timer = setInterval(() => setPassed(performance.now() - start), 1000)
    return () => clearInterval(timer)
  }, [])
  return new Date(Date.parse(now) + passed)
}
