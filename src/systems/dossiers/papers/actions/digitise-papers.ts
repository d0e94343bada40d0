import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { type Digitised, digitise, UnreadableFile } from '#platform/digitising/index.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { procedureVersion } from '../../../procedures/index.ts'
import { appendDossierEvent } from '../../change.ts'
import { type Attachment, type Dossier, findDossier } from '../../store.ts'
import { type DigitisingFailure, faultsOf } from '../schema.ts'

/** A process that died in the middle of a scan left it marked as running; after this it is taken up again. */
const FORGOTTEN_MS = 30 * 60_000

/** One scan after the other, in a queue of their own: reading one takes seconds a page, and slips and alarms must not wait for that. */
export const DIGITISING = 'digitising'

/** Asks for what waits to be digitised, in the transaction that attached it. One job reads all that waits when its turn comes. */
export async function queueDigitising(tx: Transaction): Promise<void> {
  const task = 'dossier.digitise-papers'
  await addJob(tx, task, { payload: {}, key: task, queue: DIGITISING })
}

/**
 * Số hóa thành phần hồ sơ: reads every file that waits, oldest first. The reading takes seconds a page and stands outside any
 * transaction; what came of it is one transaction a file. A file that cannot be read is marked with the reason and does not
 * hold up the next. @throws the first unexpected failure, after the others were read.
 */
export async function digitisePapers(ctx: Context): Promise<void> {
  const unexpected: unknown[] = []
  for (let next = await takeNext(ctx); next; next = await takeNext(ctx)) {
    const failure = await digitiseOne(ctx, next)
    if (failure) unexpected.push(failure)
  }
  if (unexpected.length > 0) throw unexpected[0]
}

function takeNext(ctx: Context): Promise<Attachment | undefined> {
  return ctx.db.transaction().execute(async (tx) => {
    const now = ctx.now()
    const found = await tx
      .selectFrom('dossiers.attachment')
      .selectAll()
      .where('removedAt', 'is', null)
      .where((where) =>
        where.or([
          where('digitising', '=', 'waiting'),
          where.and([
            where('digitising', '=', 'running'),
            where('digitisingAt', '<', new Date(now.getTime() - FORGOTTEN_MS)),
          ]),
        ]),
      )
      .orderBy('addedAt')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!found) return undefined
    await tx
      .updateTable('dossiers.attachment')
      .set({ digitising: 'running', digitisingAt: now })
      .where('id', '=', found.id)
      .execute()
    return found
  })
}

/** The unexpected failure, if there was one. */
async function digitiseOne(ctx: Context, attachment: Attachment): Promise<unknown> {
  try {
    const made = await digitise({
      bytes: await ctx.files.get(attachment.fileHash),
      type: attachment.type,
      title: await titleOf(ctx, attachment),
      createdAt: ctx.now(),
    })
    await saveDone(ctx, attachment, made)
    return undefined
  } catch (error) {
    const known = error instanceof UnreadableFile
    await saveFailed(ctx, attachment, known ? error.failure : 'unexpected')
    return known ? undefined : error
  }
}

async function titleOf(ctx: Context, { dossierId, paperId, name }: Attachment): Promise<string> {
  const dossier = await findDossier(ctx.db, dossierId)
  if (!dossier) return name
  const { content } = await procedureVersion(ctx.db, dossier.procedureVersionId)
  return content.papers.find((paper) => paper.id === paperId)?.name ?? name
}

async function saveDone(ctx: Context, attachment: Attachment, made: Digitised): Promise<void> {
  const pdf = made.kind === 'scan' ? made.pdf : undefined
  const hash = pdf && (await ctx.files.put(pdf))
  await ctx.db.transaction().execute(async (tx) => {
    if (pdf && hash) {
      await tx
        .insertInto('platform.file')
        .values({ hash, size: pdf.length, type: 'application/pdf', scan: 'none' })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    const pages = made.kind === 'scan' ? made.pages : []
    const saved = await saveState(tx, attachment, {
      digitising: pdf ? 'done' : 'text',
      digitisingAt: ctx.now(),
      digitisingFailure: null,
      ...(pdf && hash
        ? {
            originalHash: attachment.fileHash,
            fileHash: hash,
            type: 'application/pdf',
            size: pdf.length,
            pages: JSON.stringify(pages),
          }
        : {}),
    })
    if (saved)
      await tell(tx, ctx, { attachment, pages: pages.length, faults: faultsOf(pages), failure: null })
  })
}

async function saveFailed(ctx: Context, attachment: Attachment, failure: DigitisingFailure): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    const state = { digitising: 'failed', digitisingAt: ctx.now(), digitisingFailure: failure }
    if (await saveState(tx, attachment, state))
      await tell(tx, ctx, { attachment, pages: 0, faults: [], failure })
  })
}

type State = { digitising: string; digitisingAt: Date; digitisingFailure: string | null } & Partial<{
  originalHash: string
  fileHash: string
  type: string
  size: number
  pages: string
}>

/** False when the file was taken back meanwhile, or another process has read it. */
async function saveState(tx: Transaction, { id, fileHash }: Attachment, state: State): Promise<boolean> {
  const saved = await tx
    .updateTable('dossiers.attachment')
    .set(state)
    .where('id', '=', id)
    .where('fileHash', '=', fileHash)
    .where('digitising', '=', 'running')
    .where('removedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return saved !== undefined
}

type Outcome = {
  readonly attachment: Attachment
  readonly pages: number
  readonly faults: readonly string[]
  readonly failure: DigitisingFailure | null
}

async function tell(tx: Transaction, ctx: Context, { attachment, ...outcome }: Outcome): Promise<void> {
  const dossier: Dossier | undefined = await findDossier(tx, attachment.dossierId)
  if (!dossier) return
  const { id: attachmentId, paperId } = attachment
  await appendDossierEvent(tx, ctx, {
    before: dossier,
    after: dossier,
    event: {
      name: 'dossier.paper-digitised',
      data: {
        attachmentId,
        paperId,
        pages: outcome.pages,
        faults: [...outcome.faults],
        failure: outcome.failure,
      },
    },
  })
}
