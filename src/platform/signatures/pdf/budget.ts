import { PdfError } from './values.ts'

/** What the reading of one file may still cost, whatever it holds and however often it was saved. */
export type Budget = { units: number; bytes: number }

const UNITS = 6_000_000
const UNFOLDED = 128 * 1024 * 1024

/**
 * A new purse for one file. A unit is a number read or two values compared; what takes memory costs more. The largest
 * honest files need a tenth; a file made to stop the server ends with it after about a second.
 */
export function openBudget(): Budget {
  return { units: UNITS, bytes: UNFOLDED }
}

/** @throws PdfError when the purse is empty */
export function spend(budget: Budget, units: number): void {
  budget.units -= units
  if (budget.units < 0) throw new PdfError('holds too much to be checked')
}
