import type { FeeRow, ProcedureFile } from './province-shapes.ts'

export type Channel = ProcedureFile['channels'][number]

/**
 * One line of a fee note. `total` is null when the amount is set elsewhere, as `note` says, or when it depends on a count
 * that nobody knows yet (pages, for a fee with tiers). Whole đồng.
 */
export type FeeLine = Pick<FeeRow, 'name' | 'amount' | 'unit' | 'tiers' | 'most'> & {
  readonly quantity: number | null
  readonly total: number | null
  readonly note: string | null
  readonly act: string | null
}

/** What is to be paid: `total` is null while one of the lines is not known here; `free` when nothing is asked. */
export type FeeNote = { readonly lines: FeeLine[]; readonly total: number | null; readonly free: boolean }

/**
 * The fees and charges of a procedure filed by a channel on a day (yyyy-MM-dd), in whole đồng. `quantities` says how many
 * units of each fee (by its name) are asked for; one when left out. No row means free of charge.
 */
export function feesFor(
  procedure: Pick<ProcedureFile, 'fees'>,
  asked: { channel: Channel; on: string; quantities?: Readonly<Record<string, number>> },
): FeeNote {
  const lines = feesOn(procedure.fees, asked.on).map((fee) =>
    feeLine(fee, asked.channel, asked.quantities?.[fee.name]),
  )
  const totals = lines.map((line) => line.total)
  const total = totals.some((each) => each === null)
    ? null
    : totals.reduce<number>((sum, each) => sum + (each ?? 0), 0)
  return { lines, total, free: total === 0 }
}

/** The fees as they stand on a day: what was asked of online filing until an earlier day is gone. */
export function feesOn(fees: readonly FeeRow[], on: string): FeeRow[] {
  return fees.map((fee) => {
    const { onlineAmount, onlineUntil, ...always } = fee
    return onlineUntil === undefined || on <= onlineUntil ? fee : always
  })
}

function feeLine(fee: FeeRow, channel: Channel, asked: number | undefined): FeeLine {
  const { name, unit, tiers, most } = fee
  const amount = channel === 'online' ? (fee.onlineAmount ?? fee.amount) : fee.amount
  const quantity = asked ?? (tiers ? null : 1)
  return {
    ...{ name, amount, quantity },
    ...(unit === undefined ? {} : { unit }),
    ...(tiers === undefined ? {} : { tiers }),
    ...(most === undefined ? {} : { most }),
    total: amount === null || quantity === null ? null : totalOf({ ...fee, amount }, quantity),
    note: fee.note ?? null,
    act: fee.act ?? null,
  }
}

/** Each tier goes as far as the next one begins; the whole is never more than `most`. */
function totalOf(
  { amount, tiers = [], most }: Pick<FeeRow, 'tiers' | 'most'> & { amount: number },
  quantity: number,
): number {
  const steps = [{ from: 1, amount }, ...tiers]
  const sum = steps.reduce((whole, step, index) => {
    const last = Math.min(quantity, (steps[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1)
    return whole + Math.max(0, last - step.from + 1) * step.amount
  }, 0)
  return most === undefined ? sum : Math.min(sum, most)
}
