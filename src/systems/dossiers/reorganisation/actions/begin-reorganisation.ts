import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { mayUse } from '#platform/permissions.ts'
import { type ReorganisationFile, reorganiseProvinceIn } from '../../../administration/index.ts'
import { shiftProceduresIn } from '../../../procedures/index.ts'
import { insertLanes } from '../lanes.ts'
import { previewReorganisation } from '../preview.ts'
import type { ReorganisationReport } from '../report.ts'
import {
  findRun,
  insertKeepers,
  insertMoves,
  insertRun,
  lockDossiersOf,
  moveApologies,
  moveConsultations,
  moveDrafts,
} from '../store.ts'
import { MOVING } from './move-open-dossiers.ts'

/**
 * Chuyển giao: in one transaction the province changes shape — areas, agencies, posts, competence of procedures, drafts,
 * questions to other agencies — and where each kind of open dossier goes is written down. The dossiers themselves follow
 * in batches (`moveOpenDossiers`): officers of the successors see them at once, because they inherit the rights.
 * Refuses when a single open dossier would be left without an agency.
 */
export async function beginReorganisation(
  ctx: Context,
  file: ReorganisationFile,
): Promise<ReorganisationReport> {
  return ctx.db.transaction().execute(async (tx) => {
    mayUse(ctx.actor, 'agency.manage')
    await mustBeNew(tx, file)
    const preview = await previewReorganisation(tx, file)
    const { report, moves, keepers, drafts, consultations, apologies, shift } = preview
    await reorganiseProvinceIn(tx, ctx, file)
    if (moves.ownerless.length > 0) throw ownerless(report)
    if (shift !== null) await shiftProceduresIn(tx, ctx, shift)
    await moveDrafts(tx, drafts)
    await lockDossiersOf(tx, { consultations, apologies })
    await moveConsultations(tx, consultations)
    await moveApologies(tx, apologies)
    const reorganisationId = file.id
    await insertRun(tx, { reorganisationId, startedAt: ctx.now(), report })
    await insertLanes(tx, reorganisationId)
    await insertMoves(tx, reorganisationId, moves.moves)
    await insertKeepers(tx, reorganisationId, keepers)
    await queueMoving(tx, reorganisationId)
    return report
  })
}

/** Chạy tiếp: sends a moving on that was left standing. A finished or unknown one stays as it is. */
export async function resumeMoving(ctx: Context, reorganisationId: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    mayUse(ctx.actor, 'agency.manage')
    const run = await findRun(tx, reorganisationId)
    if (run?.finishedAt === null) await queueMoving(tx, reorganisationId)
  })
}

/** Called again it replaces what waits; a second mover leaves the work to the first. */
async function queueMoving(tx: Parameters<typeof addJob>[0], reorganisationId: string): Promise<void> {
  await addJob(tx, 'dossier.move-to-successors', {
    payload: { id: reorganisationId },
    key: `dossier.move-to-successors:${reorganisationId}`,
    queue: MOVING,
  })
}

async function mustBeNew(tx: Parameters<typeof addJob>[0], file: ReorganisationFile): Promise<void> {
  const known = await tx
    .selectFrom('administration.reorganisation')
    .select('id')
    .where('id', '=', file.id)
    .executeTakeFirst()
  if (!known) return
  throw new Refusal(
    409,
    'reorganisation.done',
    `Đợt sắp xếp “${file.name}” đã chạy. Hãy xem tình trạng của nó trong lịch sử, hoặc chọn tệp khác.`,
  )
}

function ownerless({ problems }: ReorganisationReport): Refusal {
  const told = problems.map(({ about, reason }) => `${about}: ${reason}`)
  return new Refusal(
    422,
    'reorganisation.ownerless',
    `Chưa thể chạy vì có hồ sơ không còn cơ quan giữ. Hãy bổ sung cơ quan kế tiếp vào tệp: ${told.join('; ')}.`,
  )
}
