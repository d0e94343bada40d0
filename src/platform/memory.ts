import { sql } from 'kysely'
import { type Database, kept } from './database/database.ts'

/** What counts its changes: a system (platform.change), or the fold of a reader, which stands where its cursor stands. */
export type Topic = 'administration' | 'procedures' | `reader.${string}`

/**
 * What `read` gives under `key`, read once and again only after the topic changed. What comes back is shared: nobody may
 * change it. The key names everything that the answer depends on besides the topic; `read` gets a database of its own.
 */
export type Recall = <Value>(
  topic: Topic,
  key: string,
  read: (db: Database) => Promise<Value>,
) => Promise<Value>

export type Memory = {
  /** Asks before each answer whether the topic changed; callers of the same moment share the question. */
  readonly recall: Recall
  /** A recall for one request that only reads: asks once and holds that for at most a second. */
  forReading(): Recall
}

type Positions = ReadonlyMap<string, string>

const HOLD_MS = 1000
/** Keys of a topic at most: the codes in an address are endless, what is asked for again is not. */
const MOST_KEYS = 5000

/**
 * The memory of one process over one database. Give it a pool of its own: it is asked inside transactions, which may
 * hold every connection of the other one. Positions are read before rows, so what changes in between is found next time.
 */
export function openMemory(db: Database): Memory {
  const topics = new Map<Topic, { position: string; values: Map<string, Promise<unknown>> }>()
  const positions = shared(() => readPositions(db))

  function recalling(look: () => Promise<Positions>): Recall {
    return async <Value>(topic: Topic, key: string, read: (from: Database) => Promise<Value>) => {
      const position = (await look()).get(topic) ?? ''
      const values = valuesAt(topic, position)
      const known = values.get(key)
      if (known !== undefined) return known as Promise<Value>
      const reading = read(db)
      values.set(key, reading)
      reading.catch(() => values.delete(key))
      return reading
    }
  }

  function valuesAt(topic: Topic, position: string): Map<string, Promise<unknown>> {
    const known = topics.get(topic)
    if (known?.position === position && known.values.size < MOST_KEYS) return known.values
    const values = new Map<string, Promise<unknown>>()
    topics.set(topic, { position, values })
    return values
  }

  return {
    recall: recalling(positions),
    forReading() {
      let held: { readonly at: number; readonly found: Promise<Positions> } | undefined
      return recalling(() => {
        if (held === undefined || performance.now() - held.at > HOLD_MS) {
          held = { at: performance.now(), found: positions() }
        }
        return held.found
      })
    },
  }
}

/**
 * One question for all who ask until it is sent. Who comes later waits for the next one: an answer that was on its way
 * may not know yet what this caller has just written.
 */
function shared<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asked: Promise<unknown> = Promise.resolve()
  let next: Promise<Value> | undefined
  return () => {
    next ??= asked.then(() => {
      const answer = ask()
      next = undefined
      asked = answer.catch(() => undefined)
      return answer
    })
    return next
  }
}

async function readPositions(db: Database): Promise<Positions> {
  const { rows } = await sql<{ topic: string; position: string }>`
    select topic, number::text as position from platform.change
    union all select 'reader.' || name, concat_ws(' ', epoch, xid, id) from platform.reader ${kept}`.execute(
    db,
  )
  return new Map(rows.map(({ topic, position }) => [topic, position]))
}
