import { type Budget, openBudget, spend } from './budget.ts'
import { PdfError, type PdfValue } from './values.ts'

const DEEPEST = 64

const EOF = -1
const SPACE = new Set([0, 9, 10, 12, 13, 32])
const DELIMITER = new Set([...'()<>[]{}/%'].map((sign) => sign.charCodeAt(0)))

/** Signs with which a value begins that is more than a number: name, string, dictionary, array. */
const HEAVY = new Set([0x2f, 0x28, 0x3c, 0x5b])

/** Reads values of PDF from bytes, one after the other; `at` is where the next begins. */
export class PdfParser {
  readonly bytes: Buffer
  at: number
  private depth = 0
  private readonly budget: Budget

  constructor(bytes: Buffer, at = 0, budget: Budget = openBudget()) {
    this.bytes = bytes
    this.at = at
    this.budget = budget
  }

  private peek(ahead = 0): number {
    return this.bytes[this.at + ahead] ?? EOF
  }

  /** Passes over white space and comments. */
  skip(): void {
    const from = this.at
    this.pass()
    this.pay(from)
  }

  /** What is long costs by its length too: the same bytes can be named as a value by many objects. */
  private pay(from: number): void {
    const units = (this.at - from) >> 3
    if (units > 0) spend(this.budget, units)
  }

  private pass(): void {
    for (;;) {
      const byte = this.peek()
      if (byte === 0x25) while (this.peek() !== EOF && this.peek() !== 10 && this.peek() !== 13) this.at++
      else if (SPACE.has(byte)) this.at++
      else return
    }
  }

  /** Takes the keyword when it is the next; leaves everything as it is otherwise. */
  take(keyword: string): boolean {
    const from = this.at
    this.skip()
    const end = this.at + keyword.length
    const after = this.bytes[end] ?? EOF
    const ends = after === EOF || SPACE.has(after) || DELIMITER.has(after)
    if (ends && this.bytes.toString('latin1', this.at, end) === keyword) {
      this.at = end
      return true
    }
    this.at = from
    return false
  }

  /** @throws PdfError when the keyword is not the next. */
  must(keyword: string): void {
    if (!this.take(keyword)) throw new PdfError(`expected ${keyword} at ${this.at}`)
  }

  /** A whole number without sign. @throws PdfError */
  number(): number {
    const value = this.value()
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
    throw new PdfError(`expected a number at ${this.at}`)
  }

  /** The next value. @throws PdfError */
  value(): PdfValue {
    this.skip()
    const byte = this.peek()
    if (byte === EOF) throw new PdfError('ends inside an object')
    spend(this.budget, HEAVY.has(byte) ? 8 : 1)
    if (byte === 0x3c && this.peek(1) === 0x3c) return this.nested(() => this.dict())
    if (byte === 0x5b) return this.nested(() => this.array())
    const from = this.at
    const value = this.plain(byte)
    this.pay(from)
    return value
  }

  private plain(byte: number): PdfValue {
    if (byte === 0x2f) return { type: 'name', value: this.name() }
    if (byte === 0x28) return this.literal()
    if (byte === 0x3c) return this.hex()
    const word = this.word()
    if (word === 'true') return true
    if (word === 'false') return false
    if (word === 'null') return null
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new PdfError(`has "${word.slice(0, 20)}" at ${this.at}`)
    return /^\d{1,10}$/.test(word) ? this.refOr(Number(word)) : Number(word)
  }

  private nested<Value>(read: () => Value): Value {
    if (++this.depth > DEEPEST) throw new PdfError('is nested too deeply')
    const value = read()
    this.depth--
    return value
  }

  private word(): string {
    const from = this.at
    while (this.peek() !== EOF && !SPACE.has(this.peek()) && !DELIMITER.has(this.peek())) this.at++
    if (this.at === from) throw new PdfError(`has a stray sign at ${from}`)
    return this.bytes.toString('latin1', from, this.at)
  }

  /** `12 0 R` is a reference, `12` alone a number. */
  private refOr(number: number): PdfValue {
    const from = this.at
    const ahead = /^[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/.exec(
      this.bytes.toString('latin1', from, from + 24),
    )
    if (!ahead) return number
    this.at = from + ahead[0].length
    return { type: 'ref', number, generation: Number(ahead[1]) }
  }

  private name(): string {
    this.at++
    const from = this.at
    while (this.peek() !== EOF && !SPACE.has(this.peek()) && !DELIMITER.has(this.peek())) this.at++
    const raw = this.bytes.toString('latin1', from, this.at)
    return raw.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    )
  }

  private dict(): PdfValue {
    this.at += 2
    const entries = new Map<string, PdfValue>()
    for (;;) {
      this.skip()
      if (this.peek() === 0x3e && this.peek(1) === 0x3e) break
      if (this.peek() !== 0x2f) throw new PdfError(`has a dictionary without a key at ${this.at}`)
      const key = this.name()
      // Readers differ in which of two equal keys they believe.
      if (entries.has(key)) throw new PdfError(`says /${key} twice in one dictionary`)
      entries.set(key, this.value())
    }
    this.at += 2
    return { type: 'dict', entries }
  }

  private array(): PdfValue {
    this.at++
    const items: PdfValue[] = []
    for (;;) {
      this.skip()
      if (this.peek() === 0x5d) break
      items.push(this.value())
    }
    this.at++
    return { type: 'array', items }
  }

  private hex(): PdfValue {
    const start = this.at
    const close = this.bytes.indexOf(0x3e, start)
    if (close < 0) throw new PdfError('has an endless string')
    const inner = this.bytes.toString('latin1', start + 1, close)
    this.at = close + 1
    const plainHex = /^[0-9A-Fa-f]*$/.test(inner)
    const digits = plainHex ? inner : inner.replaceAll(/[\0\t\n\f\r ]/g, '')
    if (!plainHex && !/^[0-9A-Fa-f]*$/.test(digits)) throw new PdfError(`has a wrong string at ${start}`)
    const bytes = Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex')
    return { type: 'string', bytes, start, end: this.at, plainHex }
  }

  private literal(): PdfValue {
    const start = this.at
    const bytes = Buffer.alloc(this.literalEnd() - start)
    let size = 0
    let open = 0
    for (;;) {
      const byte = this.peek()
      this.at++
      if (byte === 0x5c) {
        const escaped = this.escaped()
        if (escaped !== undefined) bytes[size++] = escaped
        continue
      }
      if (byte === 0x28 && open++ === 0) continue
      if (byte === 0x29 && --open === 0) break
      bytes[size++] = byte
    }
    return { type: 'string', bytes: bytes.subarray(0, size), start, end: this.at, plainHex: false }
  }

  /** Behind the sign that closes the string, so that no more is taken for it than it needs. */
  private literalEnd(): number {
    let open = 0
    for (let at = this.at; at < this.bytes.length; at++) {
      const byte = this.bytes[at]
      if (byte === 0x5c) at++
      else if (byte === 0x28) open++
      else if (byte === 0x29 && --open === 0) return at + 1
    }
    throw new PdfError('has an endless string')
  }

  /** The byte that an escape means; none for the end of a line. */
  private escaped(): number | undefined {
    const byte = this.peek()
    this.at++
    const octal = /^[0-7]{1,3}/.exec(this.bytes.toString('latin1', this.at - 1, this.at + 2))
    if (octal) {
      this.at += octal[0].length - 1
      return Number.parseInt(octal[0], 8) & 0xff
    }
    if (byte === 13 && this.peek() === 10) this.at++
    if (byte === 13 || byte === 10) return undefined
    return { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 }[byte] ?? byte
  }
}
