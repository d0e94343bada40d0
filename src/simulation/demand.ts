import type { Books } from '../systems/dossiers/index.ts'
import type { ProcedureVersion } from '../systems/procedures/index.ts'
import { type Random, weighted } from './random.ts'

/** What people come for, and to whom they come. */
export type Demand = {
  /** A procedure that is in force on the day and can be filed so. */
  readonly procedure: (random: Random, filing: { online: boolean; date: string }) => ProcedureVersion
  /** The agency that solves it for somebody of that commune. */
  readonly agency: (random: Random, procedure: ProcedureVersion, areaCode: string) => string
}

/** The part of a procedure's filings that comes online; what is filed at counters only weighs there alone. */
const onlineShare = { full: 0.78, partial: 0.68, none: 0 }

/** Levels of one procedure share its filings so. */
const levelWeights = { commune: 80, district: 15, province: 5 }

/** The demand of the province: procedures by their popularity, agencies by competence. */
export function demandOf(books: Books): Demand {
  const solvable = books.procedures.filter((procedure) => hasWork(books, procedure))
  const online = weighted(
    solvable.map((each) => [each, each.content.popularity * onlineShareOf(each)] as const),
  )
  const counter = weighted(
    solvable.map((each) => [each, each.content.popularity * (1 - onlineShareOf(each))] as const),
  )
  const levels = new Map(solvable.map((each) => [each.id, weighted(levelsOf(each))]))
  const agencyOf = agenciesByPlace(books)
  return {
    procedure(random, filing) {
      for (let tries = 0; tries < 1000; tries++) {
        const drawn = (filing.online ? online : counter)(random)
        if (drawn.validFrom <= filing.date && (drawn.validTo ?? '9999') >= filing.date) return drawn
      }
      throw new Error(`No procedure is in force on ${filing.date}`)
    },
    agency(random, procedure, areaCode) {
      const level = levels.get(procedure.id)?.(random)
      return agencyOf(procedure, level ?? 'province', areaCode)
    },
  }
}

type Level = keyof typeof levelWeights

function onlineShareOf({ content }: ProcedureVersion): number {
  return content.channels.includes('online') ? onlineShare[content.onlineLevel] : 0
}

/** Between reception and return somebody must have something to do, or nothing can be solved. */
function hasWork(books: Books, procedure: ProcedureVersion): boolean {
  const offer = books.offerOn(procedure.code, procedure.validFrom)
  return offer.process.content.steps.length > 2 && levelsOf(procedure).length > 0
}

function levelsOf({ content }: ProcedureVersion): (readonly [Level, number])[] {
  return content.levels
    .filter((level) => content.agencyByLevel[level] !== undefined)
    .map((level) => [level, levelWeights[level]] as const)
}

function agenciesByPlace({ agencies, areas }: Books) {
  const byPlace = new Map(agencies.map((agency) => [`${agency.kind} ${agency.areaCode}`, agency.id]))
  const parents = new Map(areas.map((area) => [area.code, area.parentCode]))
  return ({ code, content }: ProcedureVersion, level: Level, areaCode: string): string => {
    const { province, commune } = content.agencyByLevel
    const place =
      level === 'district' ? `district-committee ${parents.get(areaCode)}` : `${commune} ${areaCode}`
    const found = level === 'province' ? province : byPlace.get(place)
    if (!found) throw new Error(`Nobody solves ${code} for ${areaCode}`)
    return found
  }
}
