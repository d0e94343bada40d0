const noBreakSpace = '\u00a0'

// A formatter costs far more to build than to use.
const twoDecimals = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 })
const oneDecimal = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 })

/** 1234567.891 → "1.234.567,89": at most two decimals. */
export function formatNumber(value: number): string {
  return twoDecimals.format(value)
}

/** A share of 1 as a percentage with at most one decimal: 0.964 → "96,4 %", the space unbreakable. */
export function formatPercent(share: number): string {
  return `${oneDecimal.format(share * 100)}${noBreakSpace}%`
}

/** Whole đồng: 1234567 → "1.234.567 đồng", the space unbreakable. @throws RangeError for parts of a đồng. */
export function formatMoney(amount: number): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not whole đồng: ${amount}`)
  return `${formatNumber(amount)}${noBreakSpace}đồng`
}

const digitWords = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']

/**
 * Whole đồng in words, as receipts ask: 150000 → "Một trăm năm mươi nghìn đồng". Exact for every safe integer, so beyond a million tỷ.
 * @throws RangeError for a negative amount or parts of a đồng.
 */
export function moneyInWords(amount: number): string {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`Not whole đồng: ${amount}`)
  const billions = Math.floor(amount / 1e9)
  const high = billions > 0 ? [...wordsBelowBillion(billions, true), 'tỷ'] : []
  const words = [...high, ...wordsBelowBillion(amount % 1e9, billions === 0)]
  const text = words.length > 0 ? words.join(' ') : 'không'
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} đồng`
}

function wordsBelowBillion(value: number, leads: boolean): string[] {
  const words: string[] = []
  for (const [scale, name] of [
    [1e6, 'triệu'],
    [1e3, 'nghìn'],
    [1, ''],
  ] as const) {
    const group = Math.floor(value / scale) % 1000
    if (group > 0) words.push(...groupWords(group, leads && words.length === 0), ...(name ? [name] : []))
  }
  return words
}

/** Three digits; a group that does not lead says its "không trăm" and "linh". */
function groupWords(group: number, leads: boolean): string[] {
  const hundreds = Math.floor(group / 100)
  const tens = Math.floor(group / 10) % 10
  const ones = group % 10
  const words = hundreds > 0 || !leads ? [digitWord(hundreds), 'trăm'] : []
  if (tens === 0 && ones > 0 && words.length > 0) words.push('linh')
  if (tens === 1) words.push('mười')
  if (tens > 1) words.push(digitWord(tens), 'mươi')
  if (ones > 0) words.push(onesWord(tens, ones))
  return words
}

function onesWord(tens: number, ones: number): string {
  if (tens > 1 && ones === 1) return 'mốt'
  if (tens > 1 && ones === 4) return 'tư'
  if (tens > 0 && ones === 5) return 'lăm'
  return digitWord(ones)
}

function digitWord(digit: number): string {
  return digitWords[digit] ?? ''
}
