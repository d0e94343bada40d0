import type { House } from '../house.ts'
import { readOnce, readToEnd } from '../platform/events/readers.ts'
import { type Filled, type Filling, fillPeriod } from './fill-period.ts'

/**
 * Fills a period and brings every reader to the end of the log. The readers fold what is there while the rest is being
 * written, so that both cores have work, also without a server.
 */
export async function fillAndFold(
  house: House,
  filling: Filling,
  onWritten: (filled: Filled) => void = () => undefined,
): Promise<Filled> {
  const written = { done: false }
  const reading = readAlong(house, written)
  // Its failure is told below, after that of the writing.
  reading.catch(() => undefined)
  const filled = await fillPeriod(house.contextFor('simulate'), filling).finally(() => {
    written.done = true
  })
  onWritten(filled)
  await reading
  for (const reader of house.readers) await readToEnd(house.services.db, reader)
  return filled
}

async function readAlong({ services, readers }: House, written: { readonly done: boolean }): Promise<void> {
  for (;;) {
    let read = 0
    for (const reader of readers) read += await readOnce(services.db, reader)
    if (read > 0) continue
    if (written.done) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
