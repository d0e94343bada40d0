import { useEffect, useState } from 'react'
import type { Wall } from '../schema.ts'
import type { Beat } from '../stream.ts'

/** What a wall shows, and since when nothing has been heard, if so (ISO; '' when it is not known). */
export type LiveWall = { readonly wall: Wall; readonly lostSince: string | null }

/** Three signs of life missed. */
const SILENT_MS = 15_000

/**
 * The figures the page came with, then those the server sends. Without a sign of life for 15 seconds, or when the server
 * says that its figures are old, they are lost: nothing old may look alive. The browser connects again by itself.
 */
export function useLiveWall(initial: Wall, stream: string): LiveWall {
  const [wall, setWall] = useState(initial)
  const [silent, setSilent] = useState(false)
  useEffect(() => {
    let heardAt = performance.now()
    const source = new EventSource(stream)
    function hear(): void {
      heardAt = performance.now()
      setSilent(false)
    }
    source.addEventListener('figures', (event: MessageEvent<string>) => {
      hear()
      setWall(JSON.parse(event.data) as Wall)
    })
    source.addEventListener('beat', (event: MessageEvent<string>) => {
      hear()
      const { now, source: status } = JSON.parse(event.data) as Beat
      setWall((shown) => ({ ...shown, now, source: status }))
    })
    const timer = setInterval(() => setSilent(performance.now() - heardAt > SILENT_MS), 1000)
    return () => {
      source.close()
      clearInterval(timer)
    }
  }, [stream])
  return { wall, lostSince: silent || wall.source.stale ? (wall.source.asOf ?? '') : null }
}
