import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import {
  type Agency,
  agencyTree,
  getAgency,
  inheritanceOf,
  predecessorsOf,
} from '../../administration/index.ts'

/** Who answers today for the book of a desk that has ended, and by which acts. */
export type Heir = { readonly agency: Agency; readonly acts: readonly string[]; readonly since: string }

/** The book of a desk; `heir` is null while the desk stands. */
export type Book = { readonly desk: Agency; readonly heir: Heir | null }

/** A desk leaves its book to its heir, who may end in turn. Bounded, as a made-up circle of heirs must not hang a page. */
const MOST_HEIRS = 9

/** The book of a desk and who keeps it today. @throws Refusal 404 for an agency that was never there. */
export async function bookOf(ctx: Pick<Context, 'db' | 'now'>, deskId: string): Promise<Book> {
  const today = localDate(ctx.now())
  const desk = await getAgency(ctx.db, deskId)
  const left = stands(desk, today) ? undefined : await inheritanceOf(ctx.db, deskId)
  if (!left) return { desk, heir: null }
  const acts = new Set(left.acts)
  let agency = await getAgency(ctx.db, left.heirId)
  for (let height = 1; height < MOST_HEIRS && !stands(agency, today); height++) {
    const next = await inheritanceOf(ctx.db, agency.id)
    if (!next) break
    for (const act of next.acts) acts.add(act)
    agency = await getAgency(ctx.db, next.heirId)
  }
  return { desk, heir: { agency, acts: [...acts], since: left.onDate } }
}

/** The desks whose books a desk keeps beside its own: those that a reorganisation ended and whose heir it is, the last ended first. */
export async function desksBefore(ctx: Pick<Context, 'recall'>, deskId: string): Promise<Agency[]> {
  const tree = await agencyTree(ctx.recall)
  return predecessorsOf(tree, [deskId])
    .flatMap(({ id }) => tree.byId.get(id) ?? [])
    .sort((a, b) => endOf(b).localeCompare(endOf(a)) || a.name.localeCompare(b.name, 'vi'))
}

function endOf({ validTo }: Agency): string {
  return validTo ?? ''
}

function stands({ validTo }: Agency, today: string): boolean {
  return validTo === null || today <= validTo
}
