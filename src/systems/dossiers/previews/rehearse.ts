import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { stopDossierIn } from '../actions/end-dossier.ts'
import { receiveDossierIn } from '../actions/receive-dossier.ts'
import { refuseDossierIn } from '../actions/refuse-dossier.ts'
import { requestSupplementIn } from '../actions/request-supplement.ts'
import { sendApologyIn } from '../apology/actions/send-apology.ts'
import { correctResultIn, type Looked, reissueResultIn } from '../results/actions/correct-result.ts'
import { evidenceOf, findEvent } from '../slips/evidence.ts'
import { slipBody } from '../slips/forms.ts'
import { eventsOfSlip } from '../slips/of-event.ts'
import type { Dossier } from '../store.ts'
import type { SlipPreview, SlipWork, VersionWork } from './store.ts'

/**
 * Does something, gives what came of it, and undoes it: what a paper would say is read from what would happen, by the same
 * actions that make it happen.
 */
export async function rehearsed<T>(tx: Transaction, doing: () => Promise<T>): Promise<T> {
  await sql`savepoint rehearsal`.execute(tx)
  const came = await doing()
  await sql`rollback to savepoint rehearsal`.execute(tx)
  return came
}

/**
 * When the work of a preview happens. A receipt names its own minute and what is promised from it, so what it says is only
 * true of that minute: the dossier is taken in when the paper was set (`mustStillBeTrue` bounds how long ago). When it was
 * really signed is told by `recorded_at` of the event, which the database sets, and by the signature.
 */
export function timeOf(
  ctx: Context,
  { form, preparedAt }: Pick<SlipPreview, 'form' | 'preparedAt'>,
): Context {
  return form === 'receipt' ? { ...ctx, now: () => preparedAt } : ctx
}

type Target = { readonly id: string; readonly revision?: number | undefined }

/** Does the work that a slip tells of, as who looks or has looked at the slip. */
export function doWork(
  tx: Transaction,
  ctx: Context,
  { work, ...target }: Target & { readonly work: SlipWork },
): Promise<Dossier> {
  if (work.form === 'apology') return sendApologyIn(tx, ctx, { ...target, ...work, looked: true })
  if (work.form === 'stop-notice') return stopDossierIn(tx, ctx, { ...target, ...work })
  if (work.form === 'receipt') return receiveDossierIn(tx, ctx, { ...target, ...work })
  if (work.form === 'refusal') return refuseDossierIn(tx, ctx, { ...target, ...work })
  return requestSupplementIn(tx, ctx, { ...target, ...work })
}

type Versioning = Target & { readonly work: VersionWork; readonly looked: Looked }

/** Makes a further version of a result, as who looks or has looked at its paper. */
export function makeVersion(
  tx: Transaction,
  ctx: Context,
  { id: dossierId, revision, work, looked }: Versioning,
): Promise<Dossier> {
  if (work.form === 'copy') return reissueResultIn(tx, ctx, { dossierId, revision, ...work, looked })
  const { changes = {}, ...correction } = work
  return correctResultIn(tx, ctx, { dossierId, revision, ...correction, changes, looked })
}

/** What the slip of the last work of this kind says. */
export async function slipTold(db: Connection, dossier: Dossier, form: SlipWork['form']) {
  const event = await findEvent(db, dossier.id, { names: eventsOfSlip(form) })
  const evidence = await evidenceOf(db, dossier, event?.at)
  const { fields } = await slipBody(db, evidence, { form })
  return { event, evidence, fields }
}
