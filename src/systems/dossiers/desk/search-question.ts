import { isIdentityNumber, normalise, normalisePhone, searchKey } from '#platform/text/index.ts'

/** What somebody looks for, as far as the text tells. */
export type Question =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'tail'; readonly prefix: string }
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'identity'; readonly number: string }
  | { readonly kind: 'name'; readonly words: readonly string[] }
  | { readonly kind: 'none' }

const MAX_WORDS = 8

/**
 * Reads a search text: a whole code with or without its dots and dashes, the tail an officer says aloud (241118-0009,
 * 2411180009, or its beginning), a phone number, an identity number; anything with letters is a name.
 */
export function readQuestion(text: string): Question {
  const asked = normalise(text.slice(0, 200))
  const bare = asked.replace(/[\s.\-–]/g, '').toUpperCase()
  const whole = /^(\d{3})(\d{2})(\d{2})([A-Z]\d{2})(\d{6})(\d{4,9})$/.exec(bare)
  if (whole) {
    const [, a, b, c, d, day, number] = whole
    return { kind: 'code', code: `${a}.${b}.${c}.${d}-${day}-${number}` }
  }
  const short = /^([A-Z]\d{2})(\d{3})(\d{2})?(\d{6})(\d{4})$/.exec(bare)
  if (short) {
    const [, province, agency, unit, day, number] = short
    return { kind: 'code', code: `${[province, agency, unit].filter(Boolean).join('.')}-${day}-${number}` }
  }
  const phone = normalisePhone(asked)
  if (phone) return { kind: 'phone', phone }
  if (isIdentityNumber(bare)) return { kind: 'identity', number: bare }
  if (/^\d{9}$/.test(bare) && !asked.includes('-')) return { kind: 'identity', number: bare }
  if (/^\d{4,15}$/.test(bare)) return { kind: 'tail', prefix: tailOf(bare) }
  const words = searchKey(asked).match(/[\p{L}\p{M}\d]+/gu) ?? []
  if (words.length === 0 || words.join('').length < 2) return { kind: 'none' }
  return { kind: 'name', words: words.slice(0, MAX_WORDS) }
}

/** 2411180009 → 241118-0009; fewer digits stay the beginning of a day. */
function tailOf(digits: string): string {
  return digits.length > 6 ? `${digits.slice(0, 6)}-${digits.slice(6)}` : digits
}
