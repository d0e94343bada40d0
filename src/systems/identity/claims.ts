import { Refusal } from '#platform/errors.ts'
import { isIdentityNumber, normalise } from '#platform/text/index.ts'
import type { VerifiedPerson } from './schema.ts'

/** What a provider said about a person: the claims of the ID token and of the user-info answer together. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }

/**
 * Which claim carries what. The first five and `address` are OpenID Connect's own; the others follow the sandbox until
 * VNeID publishes its list, and then this table is all that changes.
 */
export const claimNames = {
  fullName: 'name',
  birthOn: 'birthdate',
  sex: 'gender',
  phone: 'phone_number',
  email: 'email',
  address: 'address',
  identityNumber: 'identity_number',
  ethnicity: 'ethnicity',
  areaCode: 'area_code',
  identityLevel: 'identity_level',
  kind: 'kind',
} as const

/**
 * Reads who has signed in. An officer needs only a subject: name and posts are ours. A citizen must be identified at
 * least to level 1 with a valid identity number (NĐ 69/2024/NĐ-CP).
 */
export function personOf(issuer: string, claims: Claims): VerifiedPerson {
  if (claims[claimNames.kind] === 'officer') return { kind: 'officer', issuer, subject: claims.sub }
  const text = (name: keyof typeof claimNames) => textOf(claims[claimNames[name]])
  const [fullName, identityNumber] = [text('fullName'), text('identityNumber')]
  if (!fullName || !identityNumber || !isIdentityNumber(identityNumber)) {
    throw new Refusal(
      403,
      'account.not_identified',
      'Tài khoản chưa được định danh bằng số định danh cá nhân. Hãy đăng ký định danh mức 2 tại Công an xã, phường.',
    )
  }
  const sex = text('sex')
  return {
    kind: 'citizen',
    issuer,
    subject: claims.sub,
    fullName,
    identityNumber,
    birthOn: dateOf(text('birthOn')),
    sex: sex === 'male' || sex === 'female' ? sex : null,
    ethnicity: text('ethnicity'),
    address: text('address'),
    areaCode: text('areaCode'),
    phone: text('phone'),
    email: text('email'),
    identityLevel: Number(claims[claimNames.identityLevel]) === 2 ? 2 : 1,
  }
}

/** A text claim; the address claim of OpenID Connect is an object with the whole address in `formatted`. */
function textOf(value: unknown): string | null {
  if (typeof value === 'string') return normalise(value) || null
  if (typeof value === 'object' && value !== null && 'formatted' in value) return textOf(value.formatted)
  return null
}

function dateOf(text: string | null): string | null {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null
}
