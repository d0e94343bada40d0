import type { Books } from '../systems/dossiers/index.ts'
import { seeded } from './random.ts'

/** Says of the next dossier of an agency whether it comes late. */
export type Lateness = (agencyId: string, areaCode: string) => boolean

/** Huyện Hòa Bình: over a fifth of its dossiers came late in 2024. */
const LATE_DISTRICT = '961'
const LATE_THERE = 0.26
/** Agencies of the province are late there too, because the district answers them late. */
const LATE_FOR_THERE = 0.22

/**
 * The habits of the agencies: each has its own share of late dossiers, elsewhere 2 to 6 of a hundred, and keeps to it
 * evenly, so that the share of a small office is no accident.
 */
export function latenessOf({ agencies, areas }: Books): Lateness {
  const districtOf = new Map(areas.map((area) => [area.code, area.level === 3 ? area.parentCode : area.code]))
  const placeOf = new Map(agencies.map((agency) => [agency.id, districtOf.get(agency.areaCode)]))
  const debts = new Map<string, { share: number; owed: number }>()
  return (agencyId, areaCode) => {
    const there = districtOf.get(areaCode) === LATE_DISTRICT
    const key = `${agencyId} ${there}`
    const debt = debts.get(key) ?? newDebt(agencyId, { there, home: placeOf.get(agencyId) === LATE_DISTRICT })
    debts.set(key, debt)
    debt.owed += debt.share
    if (debt.owed < 1) return false
    debt.owed -= 1
    return true
  }
}

function newDebt(agencyId: string, { there, home }: { there: boolean; home: boolean }) {
  const random = seeded(`lateness ${agencyId}`)
  const share = home ? LATE_THERE : there ? LATE_FOR_THERE : 0.02 + 0.04 * random()
  return { share, owed: random() }
}
