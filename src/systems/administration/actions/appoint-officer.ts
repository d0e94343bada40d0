import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { mayIn } from '#platform/permissions.ts'
import { administrationEvents } from '../events.ts'
import { getAgency } from '../queries.ts'
import { mustBeOpen, mustNotOverlap, mustRunForward } from '../rules.ts'
import type { Appointment, Post } from '../schema.ts'
import {
  endPostOn,
  findOfficerForUpdate,
  findPostForUpdate,
  insertPost,
  lockAdministration,
  selectPosts,
} from '../store.ts'

/** Bổ nhiệm, phân công: gives an officer a role in an agency from a day on. */
export async function appointOfficer(ctx: Context, officerId: string, wanted: Appointment): Promise<Post> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    const officer = await findOfficerForUpdate(tx, { id: officerId })
    mayIn(ctx.actor, 'officer.manage', wanted.agencyId)
    if (!officer) throw notFound('officer.not_found', 'Không có cán bộ này. Hãy tìm lại trong danh sách.')
    return writePost(tx, ctx, { officerId, wanted })
  })
}

/** Ends a post; `validTo` is its last day. What was signed under it stays signed. */
export async function endPost(ctx: Context, postId: string, validTo: string): Promise<Post> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    const post = await findPostForUpdate(tx, postId)
    if (!post) throw notFound('post.not_found', 'Không có vị trí công tác này. Hãy tải lại trang.')
    mayIn(ctx.actor, 'officer.manage', post.agencyId)
    mustBeOpen(post, validTo)
    await writePostEnd(tx, ctx, { post, validTo })
    return { ...post, validTo }
  })
}

/** Writes the end of a post with its event; the caller holds the lock and has asked permission. */
export async function writePostEnd(
  tx: Transaction,
  ctx: Context,
  { post, validTo }: { post: Post; validTo: string },
): Promise<void> {
  const { id: postId, officerId, agencyId, role } = post
  await endPostOn(tx, postId, validTo)
  await administrationEvents.append(tx, ctx, {
    name: 'post.ended',
    subjectId: `officer:${officerId}`,
    agencyId,
    data: { postId, officerId, agencyId, role, validTo },
  })
}

/** Writes a post with its event; the caller holds the lock and has asked permission. */
export async function writePost(
  tx: Transaction,
  ctx: Context,
  { officerId, wanted }: { officerId: string; wanted: Appointment },
): Promise<Post> {
  const agency = await getAgency(tx, wanted.agencyId)
  mustRunForward(wanted)
  const post: Post = { ...wanted, id: newId(), officerId, validTo: wanted.validTo ?? null }
  mustNotOverlap(await selectPosts(tx, officerId), post)
  await insertPost(tx, post)
  const { id: postId, agencyId, role, title, validFrom } = post
  await administrationEvents.append(tx, ctx, {
    name: 'post.appointed',
    subjectId: `officer:${officerId}`,
    agencyId,
    areaCode: agency.areaCode,
    data: { postId, officerId, agencyId, role, title, validFrom },
  })
  return post
}
