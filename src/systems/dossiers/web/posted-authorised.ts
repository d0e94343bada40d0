import { formatDate, normalise, parseDate } from '#platform/text/index.ts'
import { type AuthorisedField, readAuthorised } from '../authorised.ts'
import type { Authorised } from '../schema.ts'

/** The fields of the forms of the counter and of filing. */
export const authorisedNames: Readonly<Record<AuthorisedField, string>> = {
  name: 'uy-quyen-ten',
  identityNumber: 'uy-quyen-so',
  phone: 'uy-quyen-dien-thoai',
  email: 'uy-quyen-thu',
  address: 'uy-quyen-noi-o',
  kind: 'uy-quyen-giay',
  number: 'uy-quyen-giay-so',
  issuedOn: 'uy-quyen-giay-ngay',
}

/** What was posted about who acts for the applicant; the errors by the names of the fields. */
export function postedAuthorised(posted: FormData) {
  const text = (key: AuthorisedField) =>
    normalise(String(posted.get(authorisedNames[key]) ?? '')).slice(0, 240)
  const day = text('issuedOn')
  const { authorised, errors } = readAuthorised({
    name: text('name').slice(0, 120),
    identityNumber: text('identityNumber'),
    phone: text('phone'),
    email: text('email').slice(0, 120),
    address: text('address'),
    kind: text('kind').slice(0, 120),
    number: text('number').slice(0, 60),
    issuedOn: day === '' ? '' : (parseDate(day) ?? null),
  })
  const named = Object.entries(errors).map(([key, sentence]) => [
    authorisedNames[key as AuthorisedField],
    sentence,
  ])
  return { authorised, errors: Object.fromEntries(named) as Record<string, string> }
}

/** The same fields filled with what is kept. */
export function keptAuthorised(authorised: Authorised | null): Record<string, string> {
  if (!authorised) return {}
  const { paper, ...person } = authorised
  const values = {
    ...person,
    kind: paper.kind,
    number: paper.number,
    issuedOn: paper.issuedOn && formatDate(paper.issuedOn),
  }
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value ? [[authorisedNames[key as AuthorisedField], value]] : [],
    ),
  )
}
