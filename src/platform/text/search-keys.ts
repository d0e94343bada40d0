import { normalise } from './normalise.ts'

/**
 * The key for search without marks: "Đăng ký khai sinh" → "dang ky khai sinh". Lower case, đ → d. Only Latin marks go: the vowel signs
 * of Khmer are letters to its readers.
 */
export function searchKey(text: string): string {
  const bare = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
  // ð is what old code pages made of đ.
  return normalise(bare.replace(/[đð]/g, 'd'))
}

/** A tone on o before a, e, or on u before y, in NFD; the older style puts it there when nothing follows. */
const earlyTone =
  /(?:(o)([\u0300\u0301\u0303\u0309\u0323])([ae])|(u)([\u0300\u0301\u0303\u0309\u0323])(y))(?![\u0300-\u036f])/g

/**
 * The key for search with marks, ranked before `searchKey`: lower case, and one place for the tone, so that hòa = hoà, thủy = thuỷ,
 * qúy = quý. A key, never a spelling to show: official names stay as they are written.
 */
export function exactKey(text: string): string {
  const decomposed = normalise(text).toLowerCase().normalize('NFD')
  return normalise(decomposed.replace(earlyTone, '$1$4$3$6$2$5'))
}

/**
 * The key for search by ear, for the call centre: south-western speech does not part d/gi/v, s/x, tr/ch, final n/ng/nh and t/c/ch,
 * nor spelling i/y ("Trần Văn Sang" and "Chần Dăn Xan" share a key).
 */
export function fuzzyKey(text: string): string {
  return searchKey(text).replace(/[a-z]+/g, soundOf)
}

function soundOf(word: string): string {
  return word
    .replace(/^gi(?=[aeou])|^v/, 'd')
    .replace(/^gi/, 'di')
    .replace(/^s/, 'x')
    .replace(/^tr/, 'ch')
    .replace(/(?<=[aeiouy])n[gh]$/, 'n')
    .replace(/(?<=[aeiouy])ch?$/, 't')
    .replace(/^([^aeiou]*)y$/, '$1i')
}
