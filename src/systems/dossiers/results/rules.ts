import { Refusal } from '#platform/errors.ts'
import { searchKey } from '#platform/text/index.ts'
import type { ResultMethod } from '../schema.ts'
import type { Receiver, ResultField, ResultSource, ResultState } from './schema.ts'

type Changeable = { readonly state: ResultState }

const gone: Readonly<Record<Exclude<ResultState, 'valid'>, string>> = {
  replaced: 'Bản này đã được thay bằng bản mới. Hãy mở bản mới nhất rồi làm tiếp.',
  revoked: 'Kết quả này đã bị thu hồi nên không còn gì để làm với nó.',
}

/** A file is there or being made: what no form was found for becomes `paper`. */
export function isElectronic(result: {
  readonly fileHash: string | null
  readonly source: ResultSource
}): boolean {
  return result.fileHash !== null || result.source !== 'paper'
}

/** Refuses with 409 to change a version that is not the one in force. */
export function mustBeValid({ state }: Changeable): void {
  if (state !== 'valid') throw new Refusal(409, `result.${state}`, gone[state])
}

/** Refuses with 409 a correction of what nobody holds yet: the process itself can still change it. */
export function mustBeIssued(dossier: { readonly finishedAt: unknown }): void {
  if (dossier.finishedAt) return
  throw new Refusal(409, 'result.not_issued', 'Hồ sơ chưa có kết quả. Hãy xem lại khi có kết quả.')
}

type Applicant = { readonly applicantName: string; readonly applicantIdentityNumber: string | null }

/** A number of căn cước, of the older chứng minh or of a passport, spaces and dots taken out. */
export function isPaperNumber(text: string): boolean {
  return /^[0-9A-Za-z]{6,20}$/.test(text)
}

/**
 * At the counter a result goes to somebody whose paper was seen, and to another than the applicant only by a right that is
 * written down. By post and online the carrier knows the receiver. @throws Refusal 422
 */
export function mustBeKnown(method: ResultMethod, receiver: Receiver, applicant: Applicant): void {
  if (method !== 'counter') return
  if (!isPaperNumber(receiver.identityNumber ?? '')) {
    throw new Refusal(
      422,
      'dossier.receiver_unknown',
      'Trả tại một cửa phải đối chiếu giấy tờ. Hãy ghi số giấy tờ của người nhận, 6 đến 20 chữ và số.',
      { identityNumber: 'Ghi số giấy tờ của người nhận' },
    )
  }
  if (isApplicant(receiver, applicant) || (receiver.relation && receiver.authority)) return
  throw new Refusal(
    422,
    'dossier.receiver_unauthorised',
    'Người nhận không phải người nộp hồ sơ. Hãy ghi quan hệ và giấy tờ cho phép nhận thay.',
    {
      ...(receiver.relation ? {} : { relation: 'Ghi quan hệ với người nộp' }),
      ...(receiver.authority
        ? {}
        : { authority: 'Ghi giấy tờ cho phép nhận thay: giấy ủy quyền, giấy khai sinh…' }),
    },
  )
}

/** By the number where both are numbers of căn cước; by the name where the dossier or the paper knows no such number. */
function isApplicant({ toName, identityNumber = '' }: Receiver, applicant: Applicant): boolean {
  const known = applicant.applicantIdentityNumber
  if (identityNumber === known) return true
  if (known?.length === 12 && /^\d{12}$/.test(identityNumber)) return false
  return searchKey(toName) === searchKey(applicant.applicantName)
}

/** "Bản đính chính", "Bản cấp lại lần 2"; nothing for the first version. */
export function copyWordsOf(result: {
  readonly version: number
  readonly copyNumber: number
}): string | null {
  if (result.copyNumber > 0) return `Bản cấp lại lần ${result.copyNumber}`
  return result.version > 1 ? 'Bản đính chính' : null
}

/**
 * The content with the corrected values in place. A field that the result does not have is a mistake of the caller.
 * @throws Refusal 422 when nothing would change.
 */
export function correctedContent(
  content: readonly ResultField[],
  changes: Readonly<Record<string, string>>,
): ResultField[] {
  const unknown = Object.keys(changes).filter((name) => !content.some(({ field }) => field === name))
  const corrected = content.map((each) => ({ ...each, value: changes[each.field] ?? each.value }))
  const same = corrected.every(({ value }, index) => value === content[index]?.value)
  if (unknown.length === 0 && !same) return corrected
  throw new Refusal(
    422,
    'correction.nothing',
    'Chưa sửa mục nào của kết quả. Hãy sửa ít nhất một mục rồi ký lại.',
    Object.fromEntries(unknown.map((name) => [name, 'Kết quả không có mục này'])),
  )
}
