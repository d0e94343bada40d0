import type { Books } from '../systems/dossiers/index.ts'
import type { SimulationFacts } from './province-file.ts'
import { seeded } from './random.ts'

/** Says of the next dossier of an agency whether it comes late. */
export type Lateness = (agencyId: string, areaCode: string) => boolean

type Facts = SimulationFacts['lateness']

/**
 * The habits of the agencies: each has its own share of late dossiers and keeps to it evenly, so that the share of a
 * small office is no accident. Where a district is late, agencies of the province are late too: it answers them late.
 */
export function latenessOf({ agencies, areas }: Books, facts: Facts): Lateness {
  const districtOf = new Map(areas.map((area) => [area.code, area.level === 3 ? area.parentCode : area.code]))
  const placeOf = new Map(agencies.map((agency) => [agency.id, districtOf.get(agency.areaCode)]))
  const lateThere = new Map(facts.districts.map((district) => [district.area, district]))
  const debts = new Map<string, { share: number; owed: number }>()
  return (agencyId, areaCode) => {
    const own = lateThere.get(placeOf.get(agencyId) ?? '')?.own
    const there = lateThere.get(districtOf.get(areaCode) ?? '')
    const key = `${agencyId} ${there?.area ?? ''}`
    const debt = debts.get(key) ?? newDebt(agencyId, own ?? there?.forOthers ?? facts.elsewhere)
    debts.set(key, debt)
    debt.owed += debt.share
    if (debt.owed < 1) return false
    debt.owed -= 1
    return true
  }
}

function newDebt(agencyId: string, known: number | Facts['elsewhere']) {
  const random = seeded(`lateness ${agencyId}`)
  const share = typeof known === 'number' ? known : known.least + known.spread * random()
  return { share, owed: random() }
}
