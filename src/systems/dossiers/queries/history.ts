import type { Static } from 'typebox'
import type { Connection } from '#platform/database/database.ts'
import type { DossierEventName, dossierEvents } from '../events.ts'

type Happened<N extends DossierEventName> = {
  readonly id: number
  readonly at: Date
  readonly name: N
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
  readonly purpose: string | null
  readonly data: Static<(typeof dossierEvents.schemas)[N]>
}

/** One event of a dossier, its data typed by its name. */
export type DossierHappening = { [N in DossierEventName]: Happened<N> }[DossierEventName]

/** Everything that happened to a dossier, oldest first, as the log has it. */
export async function historyOf(db: Connection, dossierId: string): Promise<DossierHappening[]> {
  const rows = await db
    .selectFrom('platform.event')
    .select(['id', 'at', 'name', 'actorKind', 'actorId', 'actorName', 'purpose', 'data'])
    .where('subjectId', '=', dossierId)
    .where(({ or, eb }) => or([eb('name', 'like', 'dossier.%'), eb('name', 'like', 'result.%')]))
    .orderBy('id')
    .execute()
  return rows as DossierHappening[]
}

/** The same of a whole and its legs in one line: what the applicant and the first receiver follow. */
export async function historyOfParts(db: Connection, ids: readonly string[]): Promise<DossierHappening[]> {
  const histories = await Promise.all(ids.map((id) => historyOf(db, id)))
  return histories.flat().sort((a, b) => Number(a.id) - Number(b.id))
}

/** An event as a history tells it; of papers added one after the other, what the procedure calls each. */
export type ToldHappening = DossierHappening & { readonly papers?: readonly (string | null)[] }

/** Papers that one person adds in a row are one line, at the moment of the last: twenty photos are one thing that happened. */
export function papersTogether(history: readonly DossierHappening[]): ToldHappening[] {
  const told: ToldHappening[] = []
  for (const event of history) {
    // Who read it is told elsewhere, and parts nothing here.
    if (event.name === 'dossier.viewed') continue
    if (event.name !== 'dossier.paper-added') {
      told.push(event)
      continue
    }
    const before = told.at(-1)
    const goesOn = before?.name === event.name && before.actorId === event.actorId
    if (goesOn) told.pop()
    told.push({ ...event, papers: [...(goesOn ? (before.papers ?? []) : []), event.data.paperName] })
  }
  return told
}

/** The names that the procedure has for the papers of a line, each once. */
export function namesOfPapers({ papers = [] }: Pick<ToldHappening, 'papers'>): string {
  return [...new Set(papers.filter((name) => name !== null))].join('; ')
}

/** Who read or handled the data of a citizen, why, and when last: an officer and a purpose once, newest first. */
export type DataReading = {
  readonly officerId: string
  readonly name: string
  readonly purpose: string
  readonly at: Date
}

/** The readings in a history; every action of an officer reads the dossier too. */
export function readingsIn(history: readonly DossierHappening[]): DataReading[] {
  const latest = new Map<string, DataReading>()
  for (const { actorKind, actorId, actorName, purpose, at } of history) {
    if (actorKind !== 'officer') continue
    const why = purpose ?? 'Giải quyết hồ sơ'
    latest.set(`${actorId} ${why}`, { officerId: actorId, name: actorName, purpose: why, at })
  }
  return [...latest.values()].sort((a, b) => b.at.getTime() - a.at.getTime())
}
