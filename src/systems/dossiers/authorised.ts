import { Refusal } from '#platform/errors.ts'
import { formatDate, maskIdentityNumber, normalise, normalisePhone } from '#platform/text/index.ts'
import type { Receiver } from './results/schema.ts'
import { type Authorised, isIdentityNumber } from './schema.ts'

/** "Giấy ủy quyền số 12/UQ ngày 18/11/2024": the paper by which somebody acts for the applicant. */
export function authorityWords({ paper }: Authorised): string {
  const number = paper.number ? ` số ${paper.number}` : ''
  return `${paper.kind}${number}${paper.issuedOn ? ` ngày ${formatDate(paper.issuedOn)}` : ''}`
}

/** Who acts for the applicant, as who takes a result away. @throws Refusal 409 where nobody was authorised. */
export function authorisedReceiver({ authorised }: { readonly authorised: Authorised | null }): Receiver {
  if (!authorised) {
    throw new Refusal(
      409,
      'dossier.nobody_authorised',
      'Hồ sơ không ghi người được ủy quyền. Hãy ghi tên và giấy tờ của người nhận.',
    )
  }
  return {
    toName: authorised.name,
    identityNumber: authorised.identityNumber,
    relation: 'Người được ủy quyền',
    authority: authorityWords(authorised),
  }
}

/** Who acts for the applicant, for pages and the API: his number masked. */
export function authorisedView(authorised: Authorised | null) {
  if (!authorised) return null
  const { name, identityNumber, phone = null } = authorised
  return {
    name,
    identityNumber: maskIdentityNumber(identityNumber),
    phone,
    paper: authorityWords(authorised),
  }
}

export type AuthorisedView = NonNullable<ReturnType<typeof authorisedView>>

/** The fields of a posted form; `day` is yyyy-MM-dd, empty, or null when it could not be read. */
export type PostedAuthorised = {
  readonly name: string
  readonly identityNumber: string
  readonly phone: string
  readonly email: string
  readonly address: string
  readonly kind: string
  readonly number: string
  readonly issuedOn: string | null
}

export type AuthorisedField = keyof PostedAuthorised

type Read = {
  /** Undefined while something has to be mended; null for nobody. */
  readonly authorised: Authorised | null | undefined
  readonly errors: Partial<Record<AuthorisedField, string>>
}

/** Reads what was typed about who acts for the applicant: all empty is nobody, a part of it is told what is missing. */
export function readAuthorised(posted: PostedAuthorised): Read {
  if (Object.values(posted).every((value) => value === '')) return { authorised: null, errors: {} }
  const identityNumber = posted.identityNumber.replace(/[\s.]/g, '')
  const phone = normalisePhone(posted.phone)
  const errors = {
    ...(posted.name.length < 2 ? { name: 'Ghi họ, chữ đệm, tên người được ủy quyền' } : {}),
    ...(isIdentityNumber(identityNumber)
      ? {}
      : { identityNumber: 'Số định danh có 12 chữ số (chứng minh cũ 9 chữ số)' }),
    ...(posted.phone && !phone ? { phone: 'Số điện thoại có 10 chữ số, bắt đầu bằng 0' } : {}),
    ...(posted.email && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(posted.email)
      ? { email: 'Thư điện tử có dạng ten@noi.vn' }
      : {}),
    ...(posted.kind.length < 3 ? { kind: 'Ghi loại giấy, ví dụ Giấy ủy quyền' } : {}),
    ...(posted.issuedOn === null ? { issuedOn: 'Ghi ngày dạng 20/11/2024' } : {}),
  }
  if (Object.keys(errors).length > 0) return { authorised: undefined, errors }
  return {
    errors,
    authorised: {
      name: normalise(posted.name),
      identityNumber,
      ...(phone ? { phone } : {}),
      ...(posted.email ? { email: posted.email } : {}),
      ...(posted.address ? { address: posted.address } : {}),
      paper: {
        kind: posted.kind,
        ...(posted.number ? { number: posted.number } : {}),
        ...(posted.issuedOn ? { issuedOn: posted.issuedOn } : {}),
      },
    },
  }
}
