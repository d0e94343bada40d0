import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { mayUse } from '#platform/permissions.ts'
import { administrationEvents } from '../../events.ts'
import type { Agency, Area, Post } from '../../schema.ts'
import { lockAdministration, saveAgencies, saveAreas } from '../../store.ts'
import { fileHash } from '../file.ts'
import { type PostMove, planReorganisation, type ReorganisationPlan } from '../plan.ts'
import type { ReorganisationFile } from '../schema.ts'
import { endPosts, insertPosts, insertReorganisation, movePosts, readProvinceBefore } from '../store.ts'

/**
 * Sắp xếp: ends and begins areas and agencies on the day, moves the posts, and writes down who takes over from whom. Inside
 * the transaction of the whole operation; what hangs on the agencies is moved by its own system. Refuses a day that has
 * not come, and a file that does not fit the province, with the list of reasons.
 */
export async function reorganiseProvinceIn(
  tx: Transaction,
  ctx: Context,
  file: ReorganisationFile,
): Promise<ReorganisationPlan> {
  await lockAdministration(tx)
  mayUse(ctx.actor, 'agency.manage')
  const plan = planReorganisation(await readProvinceBefore(tx, file.date), file)
  mustBePossible(plan, localDate(ctx.now()))
  const by = { id: ctx.actor.id, name: ctx.actor.name }
  await saveAreas(tx, [...plan.endedAreas, ...plan.newAreas])
  await saveAgencies(tx, [...plan.endedAgencies, ...plan.newAgencies])
  await tellAll(tx, [...areaEvents(ctx, plan), ...agencyEvents(ctx, plan)])
  await writePosts(tx, ctx, plan)
  await insertReorganisation(tx, { file, hash: fileHash(file), at: ctx.now(), by })
  await administrationEvents.append(tx, ctx, {
    name: 'reorganisation.begun',
    subjectId: `reorganisation:${file.id}`,
    data: {
      id: file.id,
      name: file.name,
      date: file.date,
      endedAreas: plan.endedAreas.length,
      newAreas: plan.newAreas.length,
      endedAgencies: plan.endedAgencies.length,
      newAgencies: plan.newAgencies.length,
      posts: plan.posts.length,
      legalActs: file.legalActs.map(({ act }) => act),
    },
  })
  return plan
}

function mustBePossible({ date, problems }: ReorganisationPlan, today: string): void {
  if (today < date) {
    throw new Refusal(
      409,
      'reorganisation.too_early',
      `Việc sắp xếp có hiệu lực từ ngày ${date.split('-').toReversed().join('/')}. Hôm nay chỉ chạy thử được; hãy chạy thật từ ngày đó.`,
    )
  }
  if (problems.length === 0) return
  const told = problems.slice(0, 20).map(({ about, reason }) => `${about}: ${reason}`)
  throw new Refusal(
    422,
    'reorganisation.impossible',
    `Tệp sắp xếp không khớp với tỉnh hiện tại (${problems.length} chỗ). Hãy sửa rồi chạy thử lại: ${told.join('; ')}.`,
  )
}

type Told = ReturnType<(typeof administrationEvents)['rowOf']>

/** A thousand and more at once: one statement a thousand, so that the province stands still for seconds. */
async function tellAll(tx: Transaction, events: readonly Told[]): Promise<void> {
  for (let from = 0; from < events.length; from += 1000) {
    await tx
      .insertInto('platform.event')
      .values(events.slice(from, from + 1000))
      .execute()
  }
}

function areaEvents(ctx: Context, { endedAreas, newAreas }: ReorganisationPlan): Told[] {
  const about = ({ code }: Area) => ({ subjectId: `area:${code}`, areaCode: code })
  return [
    ...endedAreas.map((area) => {
      const { code, validFrom, validTo } = area
      const data = { code, validFrom, before: { validTo: null }, after: { validTo } }
      return administrationEvents.rowOf(ctx, { ...about(area), name: 'area.changed', data })
    }),
    ...newAreas.map((area) => {
      const { code, validFrom, name } = area
      return administrationEvents.rowOf(ctx, {
        ...about(area),
        name: 'area.added',
        data: { code, validFrom, name },
      })
    }),
  ]
}

function agencyEvents(ctx: Context, { endedAgencies, newAgencies }: ReorganisationPlan): Told[] {
  const about = ({ id, areaCode }: Agency) => ({ subjectId: `agency:${id}`, agencyId: id, areaCode })
  return [
    ...endedAgencies.map((agency) => {
      const data = { id: agency.id, before: { validTo: null }, after: { validTo: agency.validTo } }
      return administrationEvents.rowOf(ctx, { ...about(agency), name: 'agency.changed', data })
    }),
    ...newAgencies.map((agency) => {
      const { id, name } = agency
      return administrationEvents.rowOf(ctx, { ...about(agency), name: 'agency.added', data: { id, name } })
    }),
  ]
}

/**
 * The old posts end on the last day and their like begin in the successors. A post that began later than the day was in the
 * successor from its beginning, because by then there was no other agency.
 */
async function writePosts(tx: Transaction, ctx: Context, plan: ReorganisationPlan): Promise<void> {
  const ending = plan.posts
    .filter(({ way }) => way !== 'in-place')
    .map(({ post }) => ({ post, validTo: post.validFrom <= plan.lastDay ? plan.lastDay : post.validFrom }))
  const beginning = plan.posts
    .filter(({ way }) => way === 'succeeds')
    .map((move) => nextPost(move, plan.date))
  const moving = plan.posts
    .filter(({ way }) => way === 'in-place')
    .map(({ post, agencyId }) => ({ ...post, agencyId }))
  await endPosts(
    tx,
    ending.map(({ post, validTo }) => ({ id: post.id, validTo })),
  )
  await movePosts(tx, moving)
  await insertPosts(tx, beginning)
  await tellAll(tx, [
    ...ending.map(({ post, validTo }) => {
      const { id: postId, officerId, agencyId, role } = post
      const data = { postId, officerId, agencyId, role, validTo }
      return administrationEvents.rowOf(ctx, {
        name: 'post.ended',
        subjectId: `officer:${officerId}`,
        agencyId,
        data,
      })
    }),
    ...[...beginning, ...moving].map(({ id: postId, officerId, agencyId, role, title, validFrom }) => {
      const data = { postId, officerId, agencyId, role, title, validFrom }
      const about = { subjectId: `officer:${officerId}`, agencyId }
      return administrationEvents.rowOf(ctx, { ...about, name: 'post.appointed', data })
    }),
  ])
}

function nextPost({ post, agencyId }: PostMove, validFrom: string): Post {
  const { officerId, role, title, validTo } = post
  return { id: newId(), officerId, agencyId, role, title, validFrom, validTo }
}
