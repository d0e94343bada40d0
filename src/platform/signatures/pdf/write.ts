import type { PdfDict, PdfStream, PdfValue } from './values.ts'

/** A value as it stands in a file, in bytes as Latin. Streams are written by `appendRevision`. */
export function writeValue(value: PdfValue): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(5)
  switch (value.type) {
    case 'name':
      return writeName(value.value)
    case 'ref':
      return `${value.number} ${value.generation} R`
    case 'string':
      return `<${value.bytes.toString('hex')}>`
    case 'array':
      return `[${value.items.map(writeValue).join(' ')}]`
    case 'dict':
      return writeDict(value)
    case 'stream':
      return writeDict(value.dict)
  }
}

function writeDict({ entries }: PdfDict): string {
  return `<<${[...entries].map(([key, value]) => `${writeName(key)} ${writeValue(value)}`).join('\n')}>>`
}

function writeName(name: string): string {
  const safe = name.replaceAll(
    /[^!-~]|[#()<>[\]{}/%]/g,
    (sign) => `#${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `/${safe}`
}

/** A text string in UTF-16, which every reader of PDF knows. */
export function textString(text: string): PdfValue {
  const bytes = Buffer.concat([
    Buffer.from([0xfe, 0xff]),
    Buffer.from(text.normalize('NFC'), 'utf16le').swap16(),
  ])
  return { type: 'string', bytes, start: 0, end: 0, plainHex: true }
}

/** A date string in UTC: `D:20241120024200Z`. */
export function dateString(time: Date): PdfValue {
  const bytes = Buffer.from(`D:${time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`)
  return { type: 'string', bytes, start: 0, end: 0, plainHex: true }
}

export const name = (value: string): PdfValue => ({ type: 'name', value })
export const ref = (number: number, generation = 0): PdfValue => ({ type: 'ref', number, generation })
export const array = (...items: readonly PdfValue[]): PdfValue => ({ type: 'array', items })

export function dict(entries: Readonly<Record<string, PdfValue>>): PdfDict {
  return { type: 'dict', entries: new Map(Object.entries(entries)) }
}

/** The dictionary with some entries set. */
export function withEntries({ entries }: PdfDict, changed: Readonly<Record<string, PdfValue>>): PdfDict {
  return { type: 'dict', entries: new Map([...entries, ...Object.entries(changed)]) }
}

export function streamOf(data: Buffer, entries: Readonly<Record<string, PdfValue>> = {}): PdfStream {
  return { type: 'stream', dict: dict({ ...entries, Length: data.length }), data }
}
