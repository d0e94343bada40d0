import type { ProcedureFile } from './province-shapes.ts'

/** How the competence of procedures moves on a day. `agencyAfter` names the agency that solves a field from then on. */
export type CompetenceShift = {
  readonly levels: { readonly district: 'commune' }
  readonly processes: Readonly<Record<string, string>>
  readonly agencyAfter: (agencyId: string, field: string) => string
}

/**
 * The procedure as it is solved afterwards: what the district solved is the commune's, the office of the province is the
 * one that took over, and the internal process is that of the new level. Undefined when nothing changes.
 */
export function shiftCompetence(content: ProcedureFile, shift: CompetenceShift): ProcedureFile | undefined {
  const { district, commune, province } = content.agencyByLevel
  const office = province === undefined ? undefined : shift.agencyAfter(province, content.field)
  if (district === undefined && office === province) return undefined
  const levels = content.levels.map((level) => (level === 'district' ? shift.levels.district : level))
  return {
    ...content,
    levels: [...new Set(levels)],
    agencyByLevel: {
      ...(office === undefined ? {} : { province: office }),
      ...(district === undefined && commune === undefined ? {} : { commune: commune ?? 'commune-committee' }),
    },
    process: district === undefined ? content.process : (shift.processes[content.process] ?? content.process),
  }
}
