import type { WorkingCalendar } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { type Agency, type Area, listAgencies, listAreas } from '../../administration/index.ts'
import {
  allVersions,
  limitOf,
  type Offer,
  type ProcedureVersion,
  planSteps,
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
  /** Refuses an agency that the province does not have. */
  competenceOf(agencyId: string, areaCode: string | null): Competence
  calendarOf(agencyId: string): WorkingCalendar
}

/** Opens the books for one run of bulk work. */
export async function openBooks(ctx: Context): Promise<Books> {
  const [agencies, areas, procedures, forms, processes] = await Promise.all([
    listAgencies(ctx.db, { limit: 10_000 }),
    listAreas(ctx.db),
    allVersions(ctx.db, 'procedure'),
    allVersions(ctx.db, 'form'),
    allVersions(ctx.db, 'process'),
  ])
  const calendars = new Map(
    await Promise.all(agencies.map(async ({ id }) => [id, await ctx.calendar(id)] as const)),
  )
  const competent = competences(agencies)
  const plans = new Map<string, Plan>()
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
    competenceOf: (agencyId, areaCode) => ({ ...competent(agencyId), areaCode }),
    calendarOf(agencyId) {
      const calendar = calendars.get(agencyId)
      if (!calendar) throw unknownAgency(agencyId)
      return calendar
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

/** The one-stop desk of an agency is the first of its area, as for a dossier that is filed here (`competenceOf`). */
function competences(agencies: readonly Agency[]): (agencyId: string) => Omit<Competence, 'areaCode'> {
  const byId = new Map(agencies.map((agency) => [agency.id, agency]))
  const desks = new Map<string, Agency>()
  for (const agency of agencies) {
    if (agency.kind === 'one-stop' && !desks.has(agency.areaCode)) desks.set(agency.areaCode, agency)
  }
  return (agencyId) => {
    const agency = byId.get(agencyId)
    if (!agency) throw unknownAgency(agencyId)
    const reception = desks.get(agency.areaCode) ?? agency
    const identifier = reception.identifier ?? agency.identifier
    if (identifier === null)
      throw impossible(`${agency.name} và một cửa của nơi đó chưa có mã định danh`, 'agency')
    return { agencyId, receptionAgencyId: reception.id, identifier }
  }
}
