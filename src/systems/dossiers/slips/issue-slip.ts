import { createHash } from 'node:crypto'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { setPaper } from '#platform/documents/index.ts'
import { newId } from '#platform/ids.ts'
import { placeSigners } from '../../signing/index.ts'
import { findDossier, isId } from '../store.ts'
import { type Evidence, evidenceOf } from './evidence.ts'
import { type SlipBody, slipBody } from './forms.ts'
import { keepSlip } from './keep-slip.ts'
import { isOwed, slipsOfEvent } from './of-event.ts'
import type { SlipSetting } from './setting.ts'
import { issuerOf, slipHead } from './slip-data.ts'
import { findSlipOf, insertSlip, type Slip, slipNumber, takeSlipNumber } from './store.ts'
import { documentOf, findSlipRow, type SlipForm, type SlipRow } from './templates.ts'

/** What an event queued: its slip is owed. */
export type SlipOrder = {
  readonly dossierId: string
  readonly eventId: number
  /** Left out in orders of older releases, whose events had one slip each. */
  readonly form?: SlipForm | undefined
}

/**
 * Lập phiếu: gives the slip of an event its number, sets it in the form of the act of that day, stores the bytes and asks
 * for the signatures. Run again it goes on where it stopped: the number is taken once, and equal input gives equal bytes.
 * Where the act of the day has no such form there is nothing to do.
 */
export async function issueSlip(ctx: Context, setting: SlipSetting, order: SlipOrder): Promise<void> {
  const planned = await planSlip(ctx, setting, order)
  if (!planned) return
  const { evidence, body, row, form } = planned
  const { simulated } = evidence.dossier
  const slip = await ctx.db.transaction().execute((tx) => numberSlip(tx, ctx, planned))
  if (slip.issuedAt) return
  const head = await slipHead(setting.publicUrl, evidence, {
    form,
    at: dayOf(body),
    row,
    number: slipNumber(slip),
    mark: null,
  })
  const slips = [{ ...head, ...body.fields }]
  const template = documentOf(setting.templates, [row])
  const { pdf, places } = await setPaper(template, { slips }, { createdAt: dayOf(body) })
  await ctx.files.put(pdf)
  // Nobody has looked at these bytes: no person signs them (`previews`), the agency alone seals them.
  const signers = placeSigners([{ agencyId: slip.agencyId }], places)
  const file = { hash: createHash('sha256').update(pdf).digest('hex'), size: pdf.length }
  const set = { slip, file, title: head.title, signers, simulated }
  await ctx.db.transaction().execute((tx) => keepSlip(tx, ctx, set))
}

type Planned = {
  readonly dossierId: string
  readonly eventId: number
  readonly form: SlipForm
  readonly evidence: Evidence
  readonly body: SlipBody
  readonly row: SlipRow
}

async function planSlip(
  ctx: Context,
  { templates }: SlipSetting,
  { dossierId, eventId, form: ordered }: SlipOrder,
): Promise<Planned | undefined> {
  const dossier = isId(dossierId) ? await findDossier(ctx.db, dossierId) : undefined
  const event = await ctx.db
    .selectFrom('platform.event')
    .select(['name', 'at'])
    .where('id', '=', eventId)
    .where('subjectId', '=', dossierId)
    .executeTakeFirst()
  const form = event && (ordered ?? slipsOfEvent(event.name)[0])
  if (!dossier || !form || !isOwed(form, dossier)) return undefined
  const evidence = await evidenceOf(ctx.db, dossier, event.at)
  const body = await slipBody(ctx.db, evidence, { form, eventId })
  const row = findSlipRow(templates, form, body.at)
  return row && { dossierId, eventId, form, evidence, body, row }
}

/** The day that is written on an issued slip: that of its event. */
function dayOf({ at, dated }: SlipBody): Date {
  return dated ?? at
}

/** The same job twice at once waits for the lock of the dossier's series and then finds the slip of the first. */
async function numberSlip(tx: Transaction, ctx: Context, planned: Planned): Promise<Slip> {
  const { dossierId, eventId, form, row, body, evidence } = planned
  await tx.selectFrom('dossiers.dossier').select('id').where('id', '=', dossierId).forUpdate().execute()
  const known = await findSlipOf(tx, { dossierId, form, eventId })
  if (known) return known
  const series = {
    agencyId: issuerOf(evidence, form).agency.id,
    suffix: row.suffix,
    year: Number(localDate(dayOf(body)).slice(0, 4)),
  }
  return insertSlip(tx, {
    id: newId(),
    dossierId,
    form,
    ...series,
    sequence: await takeSlipNumber(tx, series),
    eventId,
    happenedAt: dayOf(body),
    template: row.template,
    legalAct: row.legalAct,
    numberedAt: ctx.now(),
  })
}
