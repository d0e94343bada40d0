import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { type Agency, type Area, listAgencies, listAreas } from '../../administration/index.ts'
import {
  allStopGrounds,
  allVersions,
  groundHolds,
  limitOf,
  listRegimes,
  type Offer,
  type ProcedureVersion,
  planSteps,
  regimeOn,
  type StopGround,
  type Terms,
  termsAbout,
  termsOf,
  timeLimitOf,
} from '../../procedures/index.ts'
import type { Competence } from '../competence.ts'
import type { Plan } from '../plan.ts'
import type { Moment } from './past-dossier.ts'

/** Catalogue, agencies and calendars in memory: bulk work asks them a million times. They are as old as their opening. */
export type Books = {
  readonly agencies: readonly Agency[]
  readonly areas: readonly Area[]
  /** The last version of each procedure. */
  readonly procedures: readonly ProcedureVersion[]
  /** What a dossier of that day was filed under; for days before the catalogue, its oldest version. Refuses an unknown code. */
  offerOn(procedureCode: string, date: string): Offer
  planOf(offer: Offer, caseName?: string): Plan
  /** The agency with the desk that received for it on a day. Refuses an agency that the province does not have. */
  competenceOf(agencyId: string, areaCode: string | null, date: string): Competence
  calendarOf(agencyId: string): WorkingCalendar
  /** The rules that held for what was filed on a day about that procedure. */
  termsOn(date: string, procedure: ProcedureVersion): Terms
  /** The ground on which what was not completed in time ended on a day, in full. */
  unsuppliedGroundOn(date: string): StopGround
}

/** Opens the books for one run of bulk work. */
export async function openBooks(ctx: Context): Promise<Books> {
  const [agencies, areas, procedures, forms, processes, regimes, grounds] = await Promise.all([
    listAgencies(ctx.db, { limit: 10_000 }),
    listAreas(ctx.db),
    allVersions(ctx.db, 'procedure'),
    allVersions(ctx.db, 'form'),
    allVersions(ctx.db, 'process'),
    listRegimes(ctx.db),
    allStopGrounds(ctx.db),
  ])
  const calendars = new Map(
    await Promise.all(agencies.map(async ({ id }) => [id, await ctx.calendar(id)] as const)),
  )
  const competent = competences(agencies)
  const plans = new Map<string, Plan>()
  const terms = new Map<string, Terms>()
  return {
    agencies,
    areas,
    procedures: [...procedures.values()].flatMap((versions) => versions.slice(-1)),
    offerOn(code, date) {
      const procedure = inForce(procedures.get(code), date)
      if (!procedure) throw impossible(`Không có thủ tục mã ${code} trong danh mục của tỉnh`, 'procedure')
      const form = inForce(forms.get(procedure.content.form), date)
      const process = inForce(processes.get(procedure.content.process), date)
      if (!form || !process) throw new Error(`Procedure ${code} has no ${form ? 'process' : 'form'}`)
      return { procedure, form, process }
    },
    planOf(offer, caseName) {
      const key = `${offer.procedure.id} ${offer.process.id} ${caseName ?? ''}`
      const plan = plans.get(key) ?? newPlan(offer, caseName)
      plans.set(key, plan)
      return plan
    },
    competenceOf: (agencyId, areaCode, date) => ({ ...competent(agencyId, date), areaCode }),
    calendarOf(agencyId) {
      const calendar = calendars.get(agencyId)
      if (!calendar) throw unknownAgency(agencyId)
      return calendar
    },
    termsOn(date, { code, content: { field } }) {
      const { id, content: regime } = regimeOn(regimes, date)
      const known = terms.get(date) ?? termsOf(id, regime, date)
      terms.set(date, known)
      return termsAbout(known, { procedureCode: code, field })
    },
    unsuppliedGroundOn(date) {
      const rows = grounds.filter(({ id }) => id === 'not-supplemented')
      const ground = rows.find((row) => groundHolds(row, date)) ?? rows[0]
      if (!ground) throw new Error('The law has no ground “not-supplemented”')
      return ground
    },
  }
}

/** A past that cannot have happened so; the message says why, in Vietnamese. */
export function impossible(message: string, about?: PastPart): Refusal {
  return new Refusal(422, 'history.impossible', message, about ? { [about]: message } : {})
}

/** The part of a past that is to blame. */
export type PastPart = 'code' | 'procedure' | 'agency' | 'submitted' | 'promised' | Moment['kind']

function unknownAgency(agencyId: string): Refusal {
  return impossible(`Không có cơ quan ${agencyId} trong danh mục của tỉnh`, 'agency')
}

type Valid = { readonly validFrom: string; readonly validTo: string | null }

/** `versions` come oldest first. */
function inForce<V extends Valid>(versions: readonly V[] = [], date: string): V | undefined {
  const held = versions.find(
    ({ validFrom, validTo }) => validFrom <= date && (validTo === null || validTo >= date),
  )
  if (held) return held
  const first = versions[0]
  return first && date < first.validFrom ? first : versions.at(-1)
}

function newPlan({ procedure, process }: Offer, caseName: string | undefined): Plan {
  const limit = limitOf(procedure, caseName)
  return { steps: planSteps(process.content, limit), limit: timeLimitOf(limit) ?? null }
}

/** The one-stop desk of an agency is the first of its area on the day, as for a dossier that is filed here (`competenceOf`). */
function competences(
  agencies: readonly Agency[],
): (agencyId: string, date: string) => Omit<Competence, 'areaCode'> {
  const byId = new Map(agencies.map((agency) => [agency.id, agency]))
  const desks = Map.groupBy(
    agencies.filter(({ kind }) => kind === 'one-stop'),
    ({ areaCode }) => areaCode,
  )
  return (agencyId, date) => {
    const agency = byId.get(agencyId)
    if (!agency) throw unknownAgency(agencyId)
    const reception = inForce(desks.get(agency.areaCode), date) ?? agency
    const identifier = reception.identifier ?? agency.identifier
    if (identifier === null)
      throw impossible(`${agency.name} và một cửa của nơi đó chưa có mã định danh`, 'agency')
    return { agencyId, receptionAgencyId: reception.id, identifier, filedElsewhere: false }
  }
}
