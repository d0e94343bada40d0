import { normalise } from './normalise.ts'

/** Parts of a Vietnamese name: họ, chữ đệm, tên. Empty when the name does not have them. */
export type NameParts = { family: string; middle: string; given: string }

/**
 * Splits a full name: the first word is the họ, the last the tên, the rest chữ đệm. One word is a tên. For sorting and greeting only;
 * the full name is what is kept and printed.
 */
export function nameParts(fullName: string): NameParts {
  const words = normalise(fullName).split(' ')
  const given = words.pop() ?? ''
  const [family = '', ...middle] = words
  return { family, middle: middle.join(' '), given }
}

/** For lists and logs: "Trần Thị Hồng" → "Trần T. H."; a single word keeps its first letter. */
export function maskName(fullName: string): string {
  const { family, middle, given } = nameParts(fullName)
  const initials = [...middle.split(' '), given].filter(Boolean).map((word) => `${word.charAt(0)}.`)
  return [family, ...initials].filter(Boolean).join(' ')
}

const collator = new Intl.Collator('vi', { sensitivity: 'accent' })

/** Orders full names as lists of persons do: by tên, then họ, then chữ đệm; a comparator for `sort`. */
export function compareByGivenName(a: string, b: string): number {
  const left = nameParts(a)
  const right = nameParts(b)
  return (
    collator.compare(left.given, right.given) ||
    collator.compare(left.family, right.family) ||
    collator.compare(left.middle, right.middle)
  )
}

const breve = '\u0306'
const horn = '\u031b'
const circumflex = '\u0302'
/** ngang, huyền, hỏi, ngã, sắc, nặng: the order of tones in CLDR `vi`. */
const tones = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323']

/**
 * A string whose plain byte order (`COLLATE "C"`, an ordinary index) is the order of `compareByGivenName`, so that a list of 100,000
 * persons sorts from an index without a collation.
 */
export function givenNameSortKey(fullName: string): string {
  const { given, family, middle } = nameParts(fullName)
  return [given, family, middle].map(partKey).join(' ')
}

function partKey(part: string): string {
  let letters = ''
  let marks = ''
  for (const [, base = '', combining = ''] of part
    .toLowerCase()
    .normalize('NFD')
    .matchAll(/(\P{M})(\p{M}*)/gu)) {
    letters += base === ' ' ? '"' : base === 'đ' ? 'd2' : base + letterRank(base, combining)
    marks += 1 + tones.findIndex((tone) => combining.includes(tone))
  }
  return `${letters}!${marks}`
}

/** a ă â, e ê, o ô ơ, u ư are letters of their own, in this order. */
function letterRank(base: string, combining: string): number {
  if (combining.includes(breve)) return 2
  if (combining.includes(circumflex)) return base === 'a' ? 3 : 2
  if (combining.includes(horn)) return base === 'o' ? 3 : 2
  return 1
}

/**
 * The name a person is called by: the last word, or the last two where a name of four words or more carries a double name ("Nguyễn Thị
 * Minh Khai" → "Minh Khai"); Văn and Thị are never part of it.
 */
export function shortName(fullName: string): string {
  const words = normalise(fullName).split(' ')
  const before = words.length >= 4 ? (words.at(-2) ?? '') : ''
  return /^(|văn|thị)$/i.test(before) ? (words.at(-1) ?? '') : words.slice(-2).join(' ')
}

/**
 * Whether a name looks as if the keyboard (Telex, VNI) did not join the marks: "Nguyeenx", "Thachj", "Nguye6n4". A doubt to show beside
 * the field, never a reason to refuse: names of other peoples may be written so (Ksor).
 */
export function looksLikeTypingResidue(name: string): boolean {
  const words = normalise(name)
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
  return words.some((word) => /aa|aw|ee|oo|ow|uw|dd|[aeiouy][sfrxj]|.[sfrxj]$|\p{L}\d/u.test(word))
}

/** A name in capitals, as the population database expects it. */
export function upperCaseName(fullName: string): string {
  return normalise(fullName).toLocaleUpperCase('vi')
}
