import { answerOrders } from '../answer-orders.ts'

/** What a test has a thread do. */
export type OddJob = { readonly kind: 'double' | 'throw' | 'spin' | 'hoard'; readonly value: number }

answerOrders(({ kind, value }: OddJob): number => {
  if (kind === 'throw') throw new Error(`no ${value}`)
  const hoard: number[][] = []
  while (kind === 'spin' || kind === 'hoard') if (kind === 'hoard') hoard.push(new Array(100_000).fill(value))
  return value * 2
})
