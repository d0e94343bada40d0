import type { Agency } from './schema.ts'

/** All agencies with the ways between them. Plain data: never changed, freely shared. */
export type AgencyTree = {
  readonly byId: ReadonlyMap<string, Agency>
  readonly childrenOf: ReadonlyMap<string, readonly Agency[]>
  readonly inArea: ReadonlyMap<string, readonly Agency[]>
}

const insideAnOffice = new Set(['department', 'one-stop'])

export function growTree(agencies: readonly Agency[]): AgencyTree {
  return {
    byId: new Map(agencies.map((agency) => [agency.id, agency])),
    childrenOf: Map.groupBy(agencies, (agency) => agency.parentId ?? ''),
    inArea: Map.groupBy(agencies, (agency) => agency.areaCode),
  }
}

/** The agency and everything under it (cấp dưới), itself first. */
export function descendants(tree: AgencyTree, id: string): string[] {
  const found = [id]
  for (const each of found) found.push(...(tree.childrenOf.get(each) ?? []).map((child) => child.id))
  return found
}

/** The agency that a department or a one-stop desk is part of; any other agency is its own office. */
export function officeOf(tree: AgencyTree, id: string): string {
  const agency = tree.byId.get(id)
  if (!agency?.parentId || !insideAnOffice.has(agency.kind)) return id
  return officeOf(tree, agency.parentId)
}

/** The office of the agency with its departments and desk: those who solve one dossier together. */
export function agenciesOfOffice(tree: AgencyTree, id: string): string[] {
  const found = [officeOf(tree, id)]
  for (const each of found) {
    const inside = (tree.childrenOf.get(each) ?? []).filter((child) => insideAnOffice.has(child.kind))
    found.push(...inside.map((child) => child.id))
  }
  return found
}

/** The agencies of the same area: those for which its one-stop desk receives (một cửa; NĐ 61/2018, NĐ 118/2025). */
export function agenciesOfArea(tree: AgencyTree, id: string): string[] {
  const agency = tree.byId.get(id)
  if (!agency) return []
  return (tree.inArea.get(agency.areaCode) ?? []).map((each) => each.id)
}

/** The one-stop desk that receives for the agency: the desk of its area. */
export function oneStopOf(tree: AgencyTree, id: string): Agency | undefined {
  const agency = tree.byId.get(id)
  if (!agency || agency.kind === 'one-stop') return agency
  return tree.inArea.get(agency.areaCode)?.find((each) => each.kind === 'one-stop')
}
