import type { EndedAgency, ReorganisationFile } from './schema.ts'

/** Who takes over from whom on one day. Pure data. */
export type Succession = {
  readonly agencies: ReadonlyMap<string, EndedAgency>
  readonly areas: ReadonlyMap<string, string>
  /** Codes that mean a new area from the day on, also where an old one bore them. */
  readonly begunAreas: ReadonlySet<string>
}

/** What decides where a thing of an agency goes: its old area and its field (lĩnh vực), as far as known. */
export type Whereabouts = { readonly areaCode?: string | null; readonly field?: string | null }

export function successionOf(file: ReorganisationFile): Succession {
  return {
    agencies: new Map(file.agencies.end.map((ended) => [ended.code, ended])),
    areas: new Map(file.areas.end.map(({ code, successor }) => [code, successor])),
    begunAreas: new Set(file.areas.add.map(({ code }) => code)),
  }
}

/** The agency that has it from the day on: placed by area, else by field, else the heir. One that goes on keeps it. */
export function successorOf(
  { agencies }: Succession,
  agencyId: string,
  { areaCode, field }: Whereabouts = {},
): string {
  const ended = agencies.get(agencyId)
  if (!ended) return agencyId
  return ended.byArea?.[areaCode ?? ''] ?? ended.byField?.[field ?? ''] ?? ended.successor
}

/** The area that takes the place; an area that goes on stays. */
export function areaAfter({ areas }: Succession, code: string | null): string | null {
  return code === null ? null : (areas.get(code) ?? code)
}
