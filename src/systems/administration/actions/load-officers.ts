import type { Context } from '#platform/context.ts'
import { mayUse } from '#platform/permissions.ts'
import type { Appointment, OfficerInput } from '../schema.ts'
import { findOfficerForUpdate, lockAdministration, selectPosts } from '../store.ts'
import { writePost } from './appoint-officer.ts'
import { writeOfficer } from './save-officer.ts'

/** An officer with the posts to be held, as a list from elsewhere gives them. */
export type OfficerWithPosts = OfficerInput & { readonly posts: readonly Appointment[] }

/**
 * Takes over officers and posts from a list, known by employee code. What is there already is left as it is, so a
 * second load writes nothing and a post ended since then stays ended. Returns how many officers and posts were new.
 */
export async function loadOfficers(ctx: Context, officers: readonly OfficerWithPosts[]): Promise<number> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    mayUse(ctx.actor, 'officer.manage')
    let written = 0
    for (const { posts, ...input } of officers) {
      const before = await findOfficerForUpdate(tx, { employeeCode: input.employeeCode })
      const officer = before ?? (await writeOfficer(tx, ctx, { input }))
      if (!before) written++
      const held = await selectPosts(tx, officer.id)
      for (const wanted of posts) {
        if (held.some((post) => post.agencyId === wanted.agencyId && post.role === wanted.role)) continue
        await writePost(tx, ctx, { officerId: officer.id, wanted })
        written++
      }
    }
    return written
  })
}
