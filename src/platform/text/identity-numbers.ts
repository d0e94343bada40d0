/** Codes of the 63 provinces that identity numbers carry; numbers issued before the merges of 2025 keep them for life. */
const provinceCodes = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 ' +
    '048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096'
  ).split(' '),
)

/**
 * Whether the text has the shape of a số định danh cá nhân: 12 digits that begin with a province or, for a birth abroad, a country
 * (101 and up). There is no check digit: only the population database knows whether the number exists.
 */
export function isIdentityNumber(text: string): boolean {
  return /^\d{12}$/.test(text) && (provinceCodes.has(text.slice(0, 3)) || text.slice(0, 3) > '100')
}

/** What an identity number tells: place of birth registration, sex, year of birth; undefined when it is not one. */
export function identityNumberParts(
  text: string,
): { provinceCode: string; sex: 'male' | 'female'; birthYear: number } | undefined {
  if (!isIdentityNumber(text)) return undefined
  const century = Number(text.charAt(3))
  return {
    provinceCode: text.slice(0, 3),
    sex: century % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(century / 2) + Number(text.slice(4, 6)),
  }
}

/** "095000000014" → "0950•••••014", for lists and logs. Shorter numbers show their last three digits at most. */
export function maskIdentityNumber(text: string): string {
  return mask(text)
}

/** "0912345678" → "0912•••678". */
export function maskPhone(phone: string): string {
  return mask(phone)
}

function mask(text: string): string {
  const head = text.length >= 10 ? 4 : 0
  const tail = text.length >= 6 ? 3 : 0
  return text.slice(0, head) + '•'.repeat(text.length - head - tail) + text.slice(text.length - tail)
}

/** A phone number as it is kept: digits, 0 instead of +84. Mobile or land line (02…); undefined when it is neither. */
export function normalisePhone(text: string): string | undefined {
  const digits = text.replace(/[\s.()-]/g, '').replace(/^(\+|00)?84(?=\d{9,10}$)/, '0')
  return /^(0[35789]\d{8}|02\d{9})$/.test(digits) ? digits : undefined
}

/** Whether the text has the shape of a tax code: 10 digits, a branch with 3 more, or since 1/7/2025 an identity number. */
export function isTaxCode(text: string): boolean {
  return /^\d{10}(-?\d{3})?$/.test(text) || isIdentityNumber(text)
}
