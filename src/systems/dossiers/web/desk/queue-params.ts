import { Value } from 'typebox/value'
import { type AskedPeriod, askedPeriod } from '#web/asked-period.ts'
import type { Locale } from '#web/locale.ts'
import { QueueFilter, type QueueName, queueNames } from '../../desk/queues.ts'
import { type FilterKey, filterParams, queueSlugs } from './queue-slugs.ts'

/** What an address of the queue page asks for. Words that mean nothing are passed over: an old link still opens. */
export type AskedQueue = {
  readonly queue: QueueName | undefined
  readonly savedId: string | undefined
  readonly filter: QueueFilter
  readonly after: string | undefined
  /** Days that do not exist, as they were typed. */
  readonly wrong: AskedPeriod['wrong']
}

const DUE = { from: filterParams.dueFrom, to: filterParams.dueTo } as const

export function readQueueParams(params: URLSearchParams, locale: Locale = 'vi'): AskedQueue {
  const slug = params.get('hang')
  const { from, to, wrong } = askedPeriod(params, DUE, locale)
  return {
    queue: queueNames.find((name) => queueSlugs[name] === slug),
    savedId: params.get('loc') ?? undefined,
    filter: { ...readFilter(params), ...(from ? { dueFrom: from } : {}), ...(to ? { dueTo: to } : {}) },
    after: params.get('sau') ?? undefined,
    wrong,
  }
}

function readFilter(params: URLSearchParams): QueueFilter {
  const filter: Record<string, unknown> = {}
  const fields = params.getAll(filterParams.fields).filter((text) => text !== '')
  if (fields.length > 0) filter['fields'] = fields
  for (const [key, name] of Object.entries(filterParams)) {
    const text = params.get(name)
    if (key === 'fields' || key.startsWith('due') || !text) continue
    if (Value.Check(QueueFilter, { [key]: text })) filter[key] = text
  }
  return Value.Check(QueueFilter, filter) ? filter : {}
}

/** The address of a queue with its filter; the page in it is left out. */
export function queueQuery({ queue, savedId, filter }: Partial<AskedQueue>): string {
  const params = new URLSearchParams()
  if (savedId) params.set('loc', savedId)
  else if (queue) params.set('hang', queueSlugs[queue])
  for (const [key, name] of Object.entries(filterParams)) {
    const value = filter?.[key as FilterKey]
    if (Array.isArray(value)) for (const each of value) params.append(name, each)
    else if (value) params.set(name, value)
  }
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}
