/**
 * One line of text as it is kept and compared: NFC (TCVN 6909), without invisible and control characters, every kind of space one
 * space, none at the ends. Use it on each single-line input.
 */
export function normalise(text: string): string {
  return visible(text).replace(/\s+/g, ' ').trim().normalize('NFC')
}

/** Like `normalise` for text of several lines: line breaks stay, at most one empty line in a row. */
export function normaliseLines(text: string): string {
  const lines = visible(text)
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(normalise)
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** PostgreSQL refuses NUL and lone surrogates; zero-width and direction marks make equal names differ or look equal. */
function visible(text: string): string {
  return text.toWellFormed().replace(/\p{Cf}|(?!\s)\p{Cc}/gu, '')
}
