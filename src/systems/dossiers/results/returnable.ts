import type { Transaction } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { findAgency, officerNames } from '../../administration/index.ts'
import { findSignedDocument, type SignedDocument } from '../../signing/index.ts'
import { resultsOfParts } from '../joined/parts.ts'
import type { ResultMethod } from '../schema.ts'
import { isSigned } from '../slips/signed-file.ts'
import type { Dossier } from '../store.ts'
import { isElectronic } from './rules.ts'
import type { ResultVersion } from './store.ts'

type Returning = Pick<Dossier, 'id' | 'joinedVersionId'>

/**
 * What is handed over with a dossier: its results in force; of a whole, those of each leg that has any.
 * @throws Refusal 409 when all that one of them had was revoked, and as `mustBeSigned` when they go online.
 */
export async function resultsToReturn(
  tx: Transaction,
  dossier: Returning,
  method: ResultMethod,
): Promise<ResultVersion[]> {
  const parts = Map.groupBy(await resultsOfParts(tx, dossier), ({ dossierId }) => dossierId)
  if (parts.size === 0) throw nothingLeft('Hồ sơ chưa có kết quả để trả.')
  for (const results of parts.values()) {
    if (!results.some(isValid)) throw nothingLeft(`${nameOf(results[0])} đã bị thu hồi nên không trả được.`)
  }
  const results = [...parts.values()].flat().filter(isValid)
  if (method === 'online') await mustBeSigned(tx, results)
  return results
}

/**
 * Online the file is the result (NĐ 45/2020/NĐ-CP): it must be there and carry all its signatures.
 * @throws Refusal 409 that tells what to do: wait, have a key registered, or hand the paper over.
 */
export async function mustBeSigned(tx: Transaction, results: readonly ResultVersion[]): Promise<void> {
  const electronic = results.filter(isElectronic)
  if (electronic.length === 0) {
    throw new Refusal(
      409,
      'result.paper_only',
      `Kết quả chỉ có bản giấy nên không trả trực tuyến được. Hãy thêm bản điện tử, hoặc ${byHand}.`,
    )
  }
  for (const result of electronic) {
    const document = result.signingId ? await findSignedDocument(tx, result.signingId) : undefined
    if (!document || !isSigned(document)) throw await unsigned(tx, result, document)
  }
}

const byHand = 'chọn trả tại một cửa hay qua bưu chính'

/** A successor may have no key yet, and a key may fail; else it is a matter of a moment. */
async function unsigned(
  tx: Transaction,
  result: ResultVersion,
  document: SignedDocument | undefined,
): Promise<Refusal> {
  const name = nameOf(result)
  if (document?.state === 'waiting-key') {
    const owner = await ownerName(tx, document.waitingFor ?? document.agencyId)
    return new Refusal(
      409,
      'result.key_missing',
      `${name} chờ khóa ký số của ${owner} nên chưa trả trực tuyến được. Hãy báo quản trị đăng ký khóa, hoặc ${byHand}.`,
    )
  }
  if (document?.state === 'failed') {
    return new Refusal(
      409,
      'result.signing_failed',
      `${name} ký số không thành nên chưa trả trực tuyến được. Hãy báo quản trị cho ký lại, hoặc ${byHand}.`,
    )
  }
  return new Refusal(
    409,
    'result.unsigned',
    `${name} đang được ký số nên chưa trả trực tuyến được. Hãy đợi một phút rồi bấm lại, hoặc ${byHand}.`,
  )
}

async function ownerName(tx: Transaction, id: string): Promise<string> {
  const agency = await findAgency(tx, id)
  return agency?.name ?? (await officerNames(tx, [id])).get(id) ?? id
}

function nothingLeft(why: string): Refusal {
  return new Refusal(409, 'result.none_left', `${why} Hãy thêm kết quả mới rồi trả.`)
}

function isValid({ state }: ResultVersion): boolean {
  return state === 'valid'
}

function nameOf(result: ResultVersion | undefined): string {
  return `Kết quả “${result?.name ?? ''} ${result?.number ?? ''}”`
}
