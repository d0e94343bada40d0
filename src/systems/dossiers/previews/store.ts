import type { Selectable } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { DossiersPreview } from '#platform/database/tables.ts'
import type { SignaturePlace } from '#platform/documents/index.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Actor } from '#platform/permissions.ts'
import { hasKey } from '../../signing/index.ts'
import type { Officer } from '../actions/move-dossier.ts'
import type { ResultField } from '../results/schema.ts'
import type { NewResult } from '../results/store.ts'
import type { SupplementItem } from '../schema.ts'
import type { Series } from '../slips/store.ts'
import { type Dossier, isId, newPublicToken } from '../store.ts'

/** The work that a slip tells of, as it was put in and not yet done. */
export type SlipWork =
  | { readonly form: 'receipt'; readonly caseName?: string | undefined }
  | ({ readonly reason: string } & (
      | { readonly form: 'apology'; readonly newPromisedOn: string }
      | {
          readonly form: 'stop-notice'
          readonly groundId: string
          readonly groundText?: string | undefined
        }
      | { readonly form: 'supplement-request'; readonly items: readonly SupplementItem[] }
      | { readonly form: 'refusal' }
    ))

/** What is said of a further version of a result. */
export type VersionWork =
  | {
      readonly form: 'correction'
      readonly correctionId: string
      readonly number: string
      readonly changes?: Readonly<Record<string, string>> | undefined
      readonly file?: NewResult['file']
    }
  | { readonly form: 'copy'; readonly resultId: string; readonly reason: string }

/** What is said of a result when it is entered. */
type ResultInput = {
  readonly name: string
  readonly number: string
  readonly source: 'form' | 'auto'
  readonly signedBy: string
}

/** What is said of a result when it is entered, and why it is another than the leader approved. */
export type SolvingInput = ResultInput & { readonly note?: string | undefined }

/** The draft of a result, and to whom the leader meant to hand the dossier over, with his note. */
export type DraftInput = ResultInput & {
  readonly officer?: Officer | undefined
  readonly note?: string | undefined
}

type Seen = { readonly places: readonly SignaturePlace[] }

/** What an opened preview came to: what the slip says, the number that stands on it and where it belongs. */
export type SlipOutcome = Seen & {
  readonly fields: Readonly<Record<string, unknown>>
  readonly title: string
  readonly series: Series
  readonly sequence: number
  readonly template: string
  readonly legalAct: string
}
export type ResultOutcome = Seen & {
  readonly content: readonly ResultField[]
  /** Of a further version: whose paper it is on that day. */
  readonly agencyId?: string | undefined
}

type Row = Omit<Selectable<DossiersPreview>, 'form' | 'input' | 'outcome'>

type Of<F extends string, I, O> = Row & { readonly form: F; readonly input: I; readonly outcome: O | null }

export type SlipPreview = Of<SlipWork['form'], SlipWork, SlipOutcome>
export type VersionPreview = Of<VersionWork['form'], VersionWork, ResultOutcome>
export type ResultPreview = Of<'result', SolvingInput, ResultOutcome>
export type DraftPreview = Of<'draft', DraftInput, ResultOutcome>

/** A paper as somebody looked at it before signing; `outcome` is null until it was opened. */
export type Preview = SlipPreview | VersionPreview | ResultPreview | DraftPreview

/** @throws Refusal 404 for a preview of another dossier or another person. */
export async function getPreview(
  db: Connection,
  { id, dossierId, actorId }: { id: string; dossierId: string; actorId: string },
): Promise<Preview> {
  const row = isId(id)
    ? await db
        .selectFrom('dossiers.preview')
        .selectAll()
        .where('id', '=', id)
        .where('dossierId', '=', isId(dossierId) ? dossierId : id)
        .where('preparedBy', '=', actorId)
        .executeTakeFirst()
    : undefined
  if (row) return row as unknown as Preview
  throw previewMissing()
}

export function previewMissing(): Refusal {
  return notFound('preview.not_found', 'Không tìm thấy bản xem trước. Hãy mở lại hồ sơ rồi xem lại.')
}

/** What the leader approved: the name of the result and what it says, word by word; `by` is he. */
export type Approved = {
  readonly name: string
  readonly content: readonly ResultField[]
  readonly by: string
}

/**
 * The draft that the leader approved; undefined where he saw none, did his step anew since without looking at one, or approved
 * it for an agency that a reorganisation has ended since: the paper of its successor has another head and another letterhead.
 */
export async function findApproved(db: Connection, dossierId: string): Promise<Approved | undefined> {
  const row = await db
    .selectFrom('dossiers.preview')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .where('form', '=', 'draft')
    .where('approvedAt', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('dossiers.stage as stage')
            .select('stage.id')
            .whereRef('stage.dossierId', '=', 'dossiers.preview.dossierId')
            .where('stage.role', '=', 'leader')
            .whereRef('stage.finishedAt', '>', 'dossiers.preview.approvedAt'),
        ),
      ),
    )
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('dossiers.dossier as dossier')
          .select('dossier.id')
          .whereRef('dossier.id', '=', 'dossiers.preview.dossierId')
          .whereRef('dossier.agencyId', '=', 'dossiers.preview.agencyId'),
      ),
    )
    .orderBy('approvedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const preview = row as unknown as Preview | undefined
  if (preview?.form !== 'draft' || !preview.outcome) return undefined
  return { name: preview.input.name, content: preview.outcome.content, by: preview.preparedBy }
}

/** The preview that became the file of a result. */
export async function findPreviewOfFile(
  db: Connection,
  { dossierId, fileHash }: { dossierId: string; fileHash: string },
): Promise<Preview | undefined> {
  const row = await db
    .selectFrom('dossiers.preview')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .where('fileHash', '=', fileHash)
    .executeTakeFirst()
  return row as unknown as Preview | undefined
}

/** What was seen is not what would be signed. */
export function paperChanged(): Refusal {
  return new Refusal(
    409,
    'paper.changed',
    'Tài liệu đã thay đổi sau khi bạn xem nên chưa ký. Hãy xem lại bản mới rồi ký.',
  )
}

/**
 * Nobody’s own key signs what he has not looked at.
 * @throws Refusal 409 to an officer who has a key: his name is not put under a paper that the agency alone seals.
 */
export async function mustHaveLooked(db: Connection, actor: Actor): Promise<void> {
  if (actor.kind !== 'officer' || !(await hasKey(db, { kind: 'officer', id: actor.id }))) return
  throw new Refusal(
    409,
    'paper.unseen',
    'Bạn ký tài liệu này bằng khóa của mình nên phải xem đúng bản sẽ ký. Hãy mở bản xem trước rồi ký.',
  )
}

/** Reading a dossier or a scan of it changes nothing that a receipt says, whenever it happens. */
const readings = ['dossier.viewed', 'dossier.paper-digitised']

/** When something last happened to a dossier. */
export async function lastChangeAt(db: Connection, dossierId: string): Promise<Date | null> {
  const { at } = await db
    .selectFrom('platform.event')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('subjectId', '=', dossierId)
    .where('name', 'like', 'dossier.%')
    .where('name', 'not in', readings)
    .executeTakeFirstOrThrow()
  return at
}

type New = {
  readonly dossier: Pick<Dossier, 'id' | 'revision' | 'agencyId'>
  readonly form: Preview['form']
  readonly input: Preview['input']
}

/** Opens a preview of the dossier as it is now, for who asks. Returns its id. */
export async function insertPreview(
  tx: Transaction,
  ctx: Context,
  { dossier, form, input }: New,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('dossiers.preview')
    .values({
      id,
      dossierId: dossier.id,
      form,
      revision: dossier.revision,
      agencyId: dossier.agencyId,
      input: JSON.stringify(input),
      preparedBy: ctx.actor.id,
      preparedAt: ctx.now(),
      publicToken: newPublicToken(),
    })
    .execute()
  return id
}
