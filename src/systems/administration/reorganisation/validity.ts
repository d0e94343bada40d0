/** True on every day from the first to the last one; days are yyyy-MM-dd. */
export function holdsOn(row: { validFrom: string; validTo: string | null }, day: string): boolean {
  return row.validFrom <= day && (row.validTo === null || row.validTo >= day)
}
