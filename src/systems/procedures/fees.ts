import type { FeeRow, ProcedureFile } from './province-shapes.ts'

export type Channel = ProcedureFile['channels'][number]

/** One line of a fee note; `total` is null when the amount is set elsewhere, as `note` says. Whole đồng. */
export type FeeLine = {
  readonly name: string
  readonly unit: string | null
  readonly amount: number | null
  readonly quantity: number
  readonly total: number | null
  readonly note: string | null
  readonly act: string | null
}

/** What is to be paid: `total` is null while one of the lines is not known here; `free` when nothing is asked. */
export type FeeNote = { readonly lines: FeeLine[]; readonly total: number | null; readonly free: boolean }

/**
 * The fees and charges of a procedure filed by a channel, in whole đồng. `quantities` says how many units of each fee
 * (by its name) are asked for; one when left out. No row means free of charge.
 */
export function feesFor(
  procedure: Pick<ProcedureFile, 'fees'>,
  asked: { channel: Channel; quantities?: Readonly<Record<string, number>> },
): FeeNote {
  const lines = procedure.fees.map((fee) => feeLine(fee, asked.channel, asked.quantities?.[fee.name] ?? 1))
  const totals = lines.map((line) => line.total)
  const total = totals.some((each) => each === null)
    ? null
    : totals.reduce<number>((sum, each) => sum + (each ?? 0), 0)
  return { lines, total, free: total === 0 }
}

function feeLine(fee: FeeRow, channel: Channel, quantity: number): FeeLine {
  const amount = channel === 'online' ? (fee.onlineAmount ?? fee.amount) : fee.amount
  return {
    name: fee.name,
    unit: fee.unit ?? null,
    amount,
    quantity,
    total: amount === null ? null : amount * quantity,
    note: fee.note ?? null,
    act: fee.act ?? null,
  }
}
