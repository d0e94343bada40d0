import {
  addWorkingDays,
  addWorkingMinutes,
  localDate,
  localInstant,
  localTime,
  promise,
  type TimeLimit,
  type WorkingCalendar,
} from '#platform/calendar/index.ts'
import {
  holdsOn,
  type ReceptionRule,
  type RegimeFile,
  type RegimeLaw,
  type RuleId,
  type RuleRow,
  type SectorTerm,
  type TermUnit,
} from './law-shapes.ts'

/** The figure of a rule with the unit that the law gives it in. */
export type Term = { readonly value: number; readonly unit: TermUnit }

/** What a dossier is judged by: the rules of its regime as they stood on the day it was filed. */
export type Terms = {
  /** The stored version of the regime, which the dossier keeps. */
  readonly regimeId: string
  /** The act that the regime rests on, as it is cited. */
  readonly act: string
  /** A rule of the regime or, once it is known what the dossier is about, the term of a sector law in its place. */
  readonly rules: Readonly<Record<RuleId, RuleRow | SectorTerm>>
  /** The terms of sector laws on the day; see `termsAbout`. */
  readonly sectorTerms: readonly SectorTerm[]
  /** Whether any one-stop of the province takes a dossier in, or that of the solving agency only. */
  readonly reception: ReceptionRule['at']
}

/**
 * The rules of a regime on a day. For a day outside the regime its nearest rules: a dossier of an older act that came
 * here from elsewhere is judged by the oldest that is known.
 */
export function termsOf(regimeId: string, regime: RegimeLaw, day: string): Terms {
  const rules = new Map<RuleId, RuleRow>()
  const oldestFirst = [...regime.rules].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  for (const rule of oldestFirst) {
    const kept = rules.get(rule.id)
    if (!kept || rule.validFrom <= day || holdsOn(rule, day)) rules.set(rule.id, rule)
  }
  return {
    regimeId,
    act: regime.acts[0] ?? regime.name,
    rules: Object.fromEntries(rules) as Record<RuleId, RuleRow>,
    sectorTerms: (regime.sectorTerms ?? []).filter((row) => holdsOn(row, day)),
    reception: regime.reception?.at ?? 'competent',
  }
}

/** What a dossier is about, as far as a sector law may name it. */
export type Matter = { readonly procedureCode: string; readonly field: string }

/** The rules for one matter: where a sector law sets a term, that in the place of the general one (facts 1.5 rules 6, 8). */
export function termsAbout(terms: Terms, matter: Matter): Terms {
  const own = terms.sectorTerms.filter((row) => concerns(row, matter))
  if (own.length === 0) return terms
  // The row that names the procedure itself comes last and stands.
  const nearest = own.sort((a, b) => Number('procedures' in a.of) - Number('procedures' in b.of))
  return { ...terms, rules: { ...terms.rules, ...Object.fromEntries(nearest.map((row) => [row.id, row])) } }
}

function concerns({ of }: SectorTerm, { procedureCode, field }: Matter): boolean {
  return 'fields' in of ? of.fields.includes(field) : of.procedures.includes(procedureCode)
}

/** The act of a rule as it is cited: "Luật Hộ tịch Điều 16". */
export function actOf({ act, article }: Pick<RuleRow, 'act' | 'article'>): string {
  return article ? `${act} ${article}` : act
}

/** A figure of a rule with the days of filing (yyyy-MM-dd, `to` not counted) that it is kept for. */
export type TermSpan = { readonly term: Term; readonly from: string | null; readonly to: string | null }

/** A rule of a regime along the days of filing, as `termsOf` gives it for each of them. */
export function spansOf(regime: RegimeFile, id: RuleId): TermSpan[] {
  const rows = regime.rules.filter((rule) => rule.id === id)
  const oldestFirst = rows.sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  return oldestFirst.map(({ value, unit, validFrom }, index) => ({
    term: { value, unit },
    from: index === 0 ? null : validFrom,
    to: oldestFirst[index + 1]?.validFrom ?? null,
  }))
}

/**
 * The end of a term that begins at an instant: hours count exactly from it, days leave out the day of the event and end
 * with the working hours of the agency on the last one, on the next working day when that is a day off (BLDS 2015 Điều 147,
 * 148).
 */
export function endOf(calendar: WorkingCalendar, { value, unit }: Term, from: Date): Date {
  if (unit === 'working-hour') return addWorkingMinutes(calendar, from, Math.round(value * 60))
  if (unit !== 'working-day' && unit !== 'calendar-day') throw new Error(`Not a term: ${unit}`)
  return promise(calendar, { amount: value, unit, countingMode: 'civil-day' }, from).dueAt
}

/** The last instant that lies a term before another: what must have happened by then. Whole days end at the same hour. */
export function leadOf(calendar: WorkingCalendar, term: Term, before: Date): Date {
  if (term.unit !== 'working-day' || !Number.isInteger(term.value))
    return addWorkingMinutes(calendar, before, -minutesOf(calendar, term))
  return localInstant(addWorkingDays(calendar, localDate(before), -term.value), localTime(before))
}

/** How many working minutes a term is by the hours of a calendar. */
export function minutesOf(calendar: WorkingCalendar, { value, unit }: Term): number {
  if (unit === 'working-hour') return Math.round(value * 60)
  if (unit === 'working-day') return Math.round(value * calendar.minutesPerDay)
  throw new Error(`Not a term: ${unit}`)
}

/** "08:30" of a rule in hours of the day (8.5). */
export function timeOfDay({ value, unit }: Term): string {
  if (unit !== 'hour-of-day') throw new Error(`Not a time of day: ${unit}`)
  const minutes = Math.round(value * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** True when a limit is counted by a rule of the law besides its own figure; a term of civil working days never is. */
export function needsLaw({ unit, countingMode, cutOff }: TimeLimit): boolean {
  if (unit === 'same-day') return cutOff === undefined
  return unit !== 'working-day' || countingMode === 'hour-exact'
}

/**
 * A limit as the law counts it: a same-day limit without an hour of its own ends with that of the law; one that is counted
 * from the hour of the receipt, or in days of the calendar, begins on the next working day when too little of the day is left.
 */
export function limitUnder<Limit extends TimeLimit | null>(terms: Terms, limit: Limit): Limit {
  if (limit === null || !needsLaw(limit)) return limit
  if (limit.unit === 'same-day') return { ...limit, cutOff: timeOfDay(terms.rules['same-day-cut-off']) }
  const lastMinutes = lastMinutesOf(terms)
  return lastMinutes > 0 ? { ...limit, lastMinutes } : limit
}

/** The working minutes at the end of a day in which what is received counts from the next one; 0 where no rule says so. */
export function lastMinutesOf({ rules }: Terms): number {
  // A version of a regime that was stored before this was a rule of the file does not have it.
  const kept: Terms['rules'][RuleId] | undefined = rules['last-working-hour']
  return Math.round(60 * (kept?.value ?? 0))
}
