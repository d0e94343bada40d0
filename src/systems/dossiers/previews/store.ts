import type { Selectable } from 'kysely'
import type { Connection } from '#platform/database/database.ts'
import type { DossiersPreview } from '#platform/database/tables.ts'
import type { SignaturePlace } from '#platform/documents/index.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import type { Officer } from '../actions/move-dossier.ts'
import type { ResultField } from '../results/schema.ts'
import type { Series } from '../slips/store.ts'
import { isId } from '../store.ts'

/** What a head puts into an apology. */
export type ApologyInput = { readonly reason: string; readonly newPromisedAt: string }

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

/** What an opened preview came to: the number that stands on it and where it belongs. */
export type ApologyOutcome = Seen & {
  readonly title: string
  readonly series: Series
  readonly sequence: number
  readonly template: string
  readonly legalAct: string
}
export type ResultOutcome = Seen & { readonly content: readonly ResultField[] }

type Row = Omit<Selectable<DossiersPreview>, 'form' | 'input' | 'outcome'>

/** A paper as somebody looked at it before signing; `outcome` is null until it was opened. */
export type Preview = Row &
  (
    | { readonly form: 'apology'; readonly input: ApologyInput; readonly outcome: ApologyOutcome | null }
    | { readonly form: 'result'; readonly input: SolvingInput; readonly outcome: ResultOutcome | null }
    | { readonly form: 'draft'; readonly input: DraftInput; readonly outcome: ResultOutcome | null }
  )

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

/** What the leader approved: the name of the result and what it says, word by word. */
export type Approved = { readonly name: string; readonly content: readonly ResultField[] }

/** The draft that the leader approved; undefined where he saw none, or did his step anew since without looking at one. */
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
    .orderBy('approvedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const preview = row as unknown as Preview | undefined
  if (preview?.form !== 'draft' || !preview.outcome) return undefined
  return { name: preview.input.name, content: preview.outcome.content }
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
