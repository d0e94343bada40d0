import type { House } from '../house.ts'
import { readOnce, readToEnd } from '../platform/events/readers.ts'
import { type Filled, type Filling, fillPeriod } from './fill-period.ts'

/**
 * The more events are folded at once, the more of them fall into one cell, and each cell is written once. With the batch
 * that goes over it still no more than the folds take in one reading.
 */
const FOLDED_AT_ONCE = 42_000

/**
 * Fills a period and brings every reader to the end of the log. The readers fold what is there while the rest is being
 * written, so that both cores have work, also without a server.
 */
export async function fillAndFold(
  house: House,
  filling: Filling,
  onWritten: (filled: Filled) => void = () => undefined,
): Promise<Filled> {
  let unread = 0
  let reading: Promise<unknown> = Promise.resolve()
  function onRecorded(events: number): void {
    unread += events
    if (unread < FOLDED_AT_ONCE) return
    unread = 0
    reading = reading.then(() => readOn(house))
    // Its failure is told below, after that of the writing.
    reading.catch(() => undefined)
  }
  const filled = await fillPeriod(house.contextFor('simulate'), { ...filling, onRecorded })
  onWritten(filled)
  await reading
  await Promise.all(house.readers.map((reader) => readToEnd(house.services.db, reader)))
  return filled
}

async function readOn({ services, readers }: House): Promise<void> {
  for (const reader of readers) await readOnce(services.db, reader)
}
