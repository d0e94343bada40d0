import type { Agency } from './schema.ts'

/** All agencies with the ways between them. Plain data: never changed, freely shared. */
export type AgencyTree = {
  readonly byId: ReadonlyMap<string, Agency>
  readonly childrenOf: ReadonlyMap<string, readonly Agency[]>
  readonly inArea: ReadonlyMap<string, readonly Agency[]>
  /** The agencies whose heir it is after a reorganisation, and whether they still hold open dossiers. */
  readonly predecessorsOf: ReadonlyMap<string, readonly Predecessor[]>
}

export type Predecessor = { readonly id: string; readonly emptied: boolean }
type Inheritance = { readonly fromId: string; readonly toId: string; readonly emptied: boolean }

const insideAnOffice = new Set(['department', 'one-stop'])

export function growTree(agencies: readonly Agency[], inherited: readonly Inheritance[] = []): AgencyTree {
  const predecessors = inherited.map(({ fromId, toId, emptied }) => ({ toId, id: fromId, emptied }))
  return {
    predecessorsOf: Map.groupBy(predecessors, ({ toId }) => toId),
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
  return beside(tree, agency).map((each) => each.id)
}

/** Codes of areas are used again: what ended before the other began was in another area. */
function beside(tree: AgencyTree, agency: Agency): Agency[] {
  const end = agency.validTo ?? '9999-12-31'
  return (tree.inArea.get(agency.areaCode) ?? []).filter(
    (each) => each.validFrom <= end && agency.validFrom <= (each.validTo ?? '9999-12-31'),
  )
}

/** Those whose heirs the agencies are, and theirs before them: what they left is in good hands. */
export function predecessorsOf(tree: AgencyTree, ids: readonly string[]): Predecessor[] {
  const found: Predecessor[] = []
  const seen = new Set(ids)
  const open = [...ids]
  for (const id of open) {
    for (const predecessor of tree.predecessorsOf.get(id) ?? []) {
      if (seen.has(predecessor.id)) continue
      seen.add(predecessor.id)
      found.push(predecessor)
      open.push(predecessor.id)
    }
  }
  return found
}
