import { Type } from 'typebox'

/** A day written yyyy-MM-dd. Whether the day exists is checked by `dayExists`. */
export const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })

/** How sure a fact is: read in a source (high, medium, low) or taken by us until someone confirms it (assumed). */
export const Certainty = Type.Enum(['high', 'medium', 'low', 'assumed'])

/** True when a yyyy-MM-dd text names a day of the calendar (2025-02-29 does not). */
export function dayExists(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day
}
