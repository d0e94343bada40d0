import type { Connection } from '#platform/database/database.ts'
import type { PaperKind } from './schema.ts'
import { listKinds } from './store.ts'

/** What a paper or result counts as: the id under which it is found again, its name, how long it counts. */
export type Kind = Pick<PaperKind, 'id' | 'name' | 'months' | 'once'>

/** Answers for the papers of one procedure at once. */
export type Kinds = {
  ofPaper(paper: { id: string; name: string }): Kind
  ofResult(name: string): Kind
}

/** The kinds of the province; a paper that it does not name is a kind of its own, under the id of its procedure. */
export async function readKinds(db: Connection): Promise<Kinds> {
  const kinds = await listKinds(db)
  return {
    ofPaper: ({ id, name }) =>
      kinds.find((kind) => kind.id === id || kind.papers.includes(id)) ?? { id, name },
    ofResult: (name) => kinds.find((kind) => kind.results.includes(name)) ?? { id: slugOf(name), name },
  }
}

/** The id that the province files give a paper of this name: without marks, with dashes. */
function slugOf(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)
}
