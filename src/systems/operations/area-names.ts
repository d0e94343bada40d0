import type { Area } from '../administration/index.ts'
import type { Days } from './queries.ts'

/**
 * What each code means in the days of a period. A code that a reorganisation gave to another area within them names both,
 * because its figures are of both: "Phường 1 → Phường Bạc Liêu".
 */
export function areaNamesIn(areas: readonly Area[], { from, to }: Days): ReadonlyMap<string, string> {
  const byCode = Map.groupBy(
    areas.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
    ({ code }) => code,
  )
  return new Map(
    [...byCode].map(([code, bearers]) => {
      const within = bearers.filter(({ validFrom, validTo }) => validFrom <= to && (validTo ?? to) >= from)
      const named = within.length > 0 ? within : bearers.slice(-1)
      return [code, [...new Set(named.map(({ fullName }) => fullName))].join(' → ')]
    }),
  )
}

/** What a code meant on a day; undefined when nobody bore it. */
export function areaNameOn(areas: readonly Area[], code: string, day: string): string | undefined {
  const bearers = areas.filter((area) => area.code === code)
  const then = bearers.find(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day),
  )
  return (then ?? bearers.at(-1))?.fullName
}
