import { type Selectable, sql } from 'kysely'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { DossiersDraft } from '#platform/database/tables.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { normalisePhone } from '#platform/text/index.ts'
import { areaOn } from '../../administration/index.ts'
import { findAccount } from '../../identity/index.ts'
import {
  type FormItem,
  type FormVersion,
  formVersion,
  getOffer,
  itemsOf,
  prefillForm,
} from '../../procedures/index.ts'
import { filesOnline, heldBy } from '../filing-rules.ts'
import type { Authorised, ResultMethod } from '../schema.ts'
import { isId } from '../store.ts'

/** Hồ sơ nháp: lives on the server, so that it goes on where it stopped, on any device. */
export type Draft = Omit<Selectable<DossiersDraft>, 'data' | 'resultMethod' | 'authorised'> & {
  data: Record<string, unknown>
  authorised: Authorised | null
  resultMethod: ResultMethod
}

/** Starts a draft of a procedure in force, or gives back the one the citizen already has. */
export async function startDraft(ctx: Context, { procedureCode }: { procedureCode: string }): Promise<Draft> {
  const accountId = citizenId(ctx)
  return ctx.db.transaction().execute(async (tx) => {
    // A second press of the button waits here and then finds the draft of the first.
    await sql`select pg_advisory_xact_lock(hashtext(${`draft:${accountId}:${procedureCode}`}))`.execute(tx)
    const existing = await tx
      .selectFrom('dossiers.draft')
      .selectAll()
      .where('accountId', '=', accountId)
      .where('procedureCode', '=', procedureCode)
      .orderBy('updatedAt', 'desc')
      .limit(1)
      .forUpdate()
      .executeTakeFirst()
    const now = ctx.now()
    const { procedure, form } = await getOffer(tx, procedureCode, localDate(now))
    if (!filesOnline(procedure.content)) throw notOnline()
    if (existing) return underPresentLaw(tx, existing as Draft, { procedure: procedure.id, form })
    const account = await findAccount(tx, accountId)
    const row = await tx
      .insertInto('dossiers.draft')
      .values({
        id: newId(),
        accountId,
        procedureCode,
        procedureVersionId: procedure.id,
        formVersionId: form.id,
        areaCode: account?.areaCode
          ? ((await areaOn(tx, account.areaCode, localDate(now)))?.code ?? null)
          : null,
        data: JSON.stringify(prefillForm(form.content, heldBy(account)).data),
        contactPhone: account?.phone ?? null,
        contactEmail: account?.email ?? null,
        resultAddress: account?.address ?? null,
        createdAt: now,
        updatedAt: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return row as Draft
  })
}

/** A draft begun under an older version goes on under the one in force; its answers stay and are checked again. */
async function underPresentLaw(
  tx: Transaction,
  draft: Draft,
  present: { procedure: string; form: FormVersion },
): Promise<Draft> {
  const { procedure, form } = present
  if (draft.procedureVersionId === procedure && draft.formVersionId === form.id) return draft
  const asked = new Set(itemsOf(form.content).map(({ field }) => field))
  const kept = Object.entries(draft.data).filter(([field]) => asked.has(field))
  const row = await tx
    .updateTable('dossiers.draft')
    .set({
      procedureVersionId: procedure,
      formVersionId: form.id,
      caseName: null,
      data: JSON.stringify(Object.fromEntries(kept)),
      revision: draft.revision + 1,
    })
    .where('id', '=', draft.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as Draft
}

export type DraftChange = {
  readonly id: string
  /** The revision the page showed: an older tab must not overwrite a newer answer. */
  readonly revision?: number | undefined
  /** Answers to merge; null removes one. */
  readonly data?: Readonly<Record<string, unknown>> | undefined
  readonly areaCode?: string | undefined
  readonly agencyId?: string | undefined
  /** The one-stop that shall take it in; null for that of the solving agency. */
  readonly receptionAgencyId?: string | null | undefined
  /** A published case of the procedure; null where it has a usual one. */
  readonly caseName?: string | null | undefined
  readonly resultMethod?: ResultMethod | undefined
  readonly contactPhone?: string | null | undefined
  readonly contactEmail?: string | null | undefined
  readonly resultAddress?: string | null | undefined
  /** Who acts for the applicant; null for nobody. */
  readonly authorised?: Authorised | null | undefined
}

/**
 * Lưu nháp: merges the given answers, checked or not; a draft may be wrong until it is submitted. Refuses with 422 a
 * question that the form does not ask, with 409 an older revision.
 */
export async function saveDraft(ctx: Context, change: DraftChange): Promise<Draft> {
  return ctx.db.transaction().execute(async (tx) => {
    const draft = await lockDraft(tx, ctx, change.id)
    mustBeAsShown(draft, change.revision)
    const contact = await contactIn(tx, draft, change.data)
    const merged = Object.entries({ ...draft.data, ...change.data }).filter(([, value]) => value !== null)
    const row = await tx
      .updateTable('dossiers.draft')
      .set({
        data: JSON.stringify(Object.fromEntries(merged)),
        areaCode: change.areaCode,
        agencyId: change.agencyId,
        receptionAgencyId: change.receptionAgencyId,
        caseName: change.caseName,
        resultMethod: change.resultMethod,
        contactPhone: change.contactPhone ?? contact.phone,
        contactEmail: change.contactEmail === undefined ? contact.email : change.contactEmail,
        resultAddress: change.resultAddress,
        ...(change.authorised === undefined
          ? {}
          : { authorised: change.authorised && JSON.stringify(change.authorised) }),
        revision: draft.revision + 1,
        updatedAt: ctx.now(),
      })
      .where('id', '=', draft.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return row as Draft
  })
}

/** Refuses with 409 what was decided on a page that shows another state of the draft. */
export function mustBeAsShown(draft: Draft, shown: number | undefined): void {
  if (shown === undefined || shown === draft.revision) return
  throw new Refusal(
    409,
    'draft.changed',
    'Bản nháp vừa được sửa ở nơi khác. Hãy tải lại trang để lấy bản mới nhất.',
  )
}

/** A paper that comes or goes changes a draft like an answer: who reviewed it before has not seen it. */
export async function countUp(tx: Transaction, ctx: Context, id: string): Promise<void> {
  await tx
    .updateTable('dossiers.draft')
    .set((eb) => ({ revision: eb('revision', '+', 1), updatedAt: ctx.now() }))
    .where('id', '=', id)
    .execute()
}

/**
 * The applicant's own phone and e-mail among the answers: what was given in the form is not asked again for notices.
 * Refuses with 422 an answer to a question that the form does not ask.
 */
async function contactIn(
  tx: Transaction,
  draft: Draft,
  data: DraftChange['data'] = {},
): Promise<{ phone: string | undefined; email: string | undefined }> {
  const form = await formVersion(tx, draft.formVersionId)
  const items = new Map(itemsOf(form.content).map((item) => [item.field, item]))
  const unknown = Object.keys(data).filter((field) => !items.has(field))
  if (unknown.length > 0) {
    throw new Refusal(
      422,
      'draft.unknown_field',
      'Tờ khai không có mục này. Hãy tải lại trang rồi điền lại.',
      Object.fromEntries(unknown.map((field) => [field, 'Tờ khai không có mục này'])),
    )
  }
  const given = (prefill: FormItem['prefill']) =>
    Object.entries(data).find(([field]) => items.get(field)?.prefill === prefill)?.[1]
  const email = given('citizen.email')
  return {
    phone: normalisePhone(String(given('citizen.phone') ?? '')),
    email: typeof email === 'string' && email.includes('@') ? email : undefined,
  }
}

/** Xóa nháp, with its papers; nobody else ever saw it. */
export async function deleteDraft(ctx: Context, { id }: { id: string }): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await lockDraft(tx, ctx, id)
    await tx.deleteFrom('dossiers.attachment').where('dossierId', '=', id).execute()
    await tx.deleteFrom('dossiers.draft').where('id', '=', id).execute()
  })
}

/** The draft of this citizen; refuses with 404 anybody else's. */
export async function getDraft(db: Connection, ctx: Context, id: string): Promise<Draft> {
  if (!isId(id)) throw draftMissing()
  const row = await db.selectFrom('dossiers.draft').selectAll().where('id', '=', id).executeTakeFirst()
  return ownDraft(ctx, row as Draft | undefined)
}

export async function lockDraft(tx: Transaction, ctx: Context, id: string): Promise<Draft> {
  if (!isId(id)) throw draftMissing()
  const row = await tx
    .selectFrom('dossiers.draft')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return ownDraft(ctx, row as Draft | undefined)
}

function ownDraft(ctx: Context, draft: Draft | undefined): Draft {
  if (draft && draft.accountId === citizenId(ctx)) return draft
  throw draftMissing()
}

export function draftMissing(): Refusal {
  return notFound(
    'draft.not_found',
    'Không tìm thấy bản nháp. Có thể bạn đã nộp hoặc đã xóa. Hãy xem “Hồ sơ của tôi”.',
  )
}

function notOnline(): Refusal {
  return new Refusal(
    422,
    'procedure.not_online',
    'Thủ tục này chưa nộp trực tuyến được. Mời bạn nộp tại một cửa, hoặc gọi tổng đài của tỉnh để được hướng dẫn.',
  )
}

function citizenId(ctx: Context): string {
  if (ctx.actor.kind === 'citizen') return ctx.actor.id
  throw new Refusal(403, 'draft.not_citizen', 'Chỉ tài khoản công dân nộp được hồ sơ trực tuyến.')
}
