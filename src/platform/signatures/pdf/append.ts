import type { PdfDocument } from './document.ts'
import { entry, isStream, type PdfDict, PdfError, type PdfValue } from './values.ts'
import { array, dict, name, withEntries, writeValue } from './write.ts'
import { lastStart } from './xref.ts'

/** Objects of a new saving: those that are changed under their number, new ones under a next. */
export type Revision = {
  readonly document: PdfDocument
  /** Sets an object that is there. */
  set(number: number, value: PdfValue | Raw): void
  /** Adds an object and returns its number. */
  add(value: PdfValue | Raw): number
  /** The file with the new objects behind it, and where each of them begins. */
  finish(): { readonly bytes: Buffer; readonly offsets: ReadonlyMap<number, number> }
}

/** An object whose text is already written, because places in it are filled later. */
export type Raw = { readonly type: 'raw'; readonly text: string }

/** Begins an incremental update (ISO 32000-2 7.5.6): what is there is never touched, so signatures before stay whole. */
export function beginRevision(document: PdfDocument): Revision {
  const changed = new Map<number, { value: PdfValue | Raw; generation: number }>()
  const size = entry(document.trailer, 'Size')
  if (typeof size !== 'number') throw new PdfError('does not say how many objects it has')
  // A file may hold more than it says.
  let next = Math.max(size, ...[...document.places.keys()].map((number) => number + 1))
  return {
    document,
    set(number, value) {
      const place = document.places.get(number)
      changed.set(number, { value, generation: place?.kind === 'at' ? place.generation : 0 })
    },
    add(value) {
      changed.set(next, { value, generation: 0 })
      return next++
    },
    finish() {
      const { bytes } = document
      const chunks: Buffer[] = [bytes]
      let at = bytes.length
      const put = (chunk: Buffer) => {
        chunks.push(chunk)
        at += chunk.length
      }
      if (bytes.at(-1) !== 10 && bytes.at(-1) !== 13) put(Buffer.from('\n'))
      const offsets = new Map<number, number>()
      for (const [number, { value, generation }] of changed) {
        offsets.set(number, at)
        put(writeObject(`${number} ${generation}`, value))
      }
      const lines = [...changed].map(([number, { generation }]) => ({
        number,
        generation,
        offset: offsets.get(number) ?? 0,
      }))
      put(writeSection(document, { at, size: next, lines }))
      return { bytes: Buffer.concat(chunks), offsets }
    },
  }
}

function writeObject(label: string, value: PdfValue | Raw): Buffer {
  if (value !== null && typeof value === 'object' && value.type === 'raw') {
    return Buffer.from(`${label} obj\n${value.text}\nendobj\n`, 'latin1')
  }
  const head = `${label} obj\n${writeValue(value)}`
  if (!isStream(value)) return Buffer.from(`${head}\nendobj\n`, 'latin1')
  return Buffer.concat([
    Buffer.from(`${head}\nstream\n`, 'latin1'),
    value.data,
    Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ])
}

type Line = { readonly number: number; readonly generation: number; readonly offset: number }
type NewSection = { readonly at: number; readonly size: number; readonly lines: readonly Line[] }

/** Cross-references of the kind that the file has: some readers do not follow from a table to a stream. */
function writeSection(document: PdfDocument, { at, size, lines }: NewSection): Buffer {
  const sorted = [...lines].sort((a, b) => a.number - b.number)
  const previous = { Prev: lastStart(document.bytes).offset }
  const stream = document.sections[0]?.kind === 'stream'
  const written = stream
    ? writeStreamSection(document, { size, lines: [...sorted, { number: size, generation: 0, offset: at }] })
    : Buffer.from(
        `xref\n${tableOf(sorted)}trailer\n${writeValue(trailerOf(document, { ...previous, Size: size }))}`,
        'latin1',
      )
  return Buffer.concat([written, Buffer.from(`\nstartxref\n${at}\n%%EOF\n`)])
}

/** The trailer's own entries go on; those of its cross-reference stream do not. */
function trailerOf({ trailer }: PdfDocument, changed: Readonly<Record<string, PdfValue>>): PdfDict {
  const kept = [...trailer.entries].filter(([key]) => ['Root', 'Info', 'ID'].includes(key))
  return withEntries(dict(Object.fromEntries(kept)), changed)
}

function tableOf(lines: readonly Line[]): string {
  const digits = (value: number, width: number) => String(value).padStart(width, '0')
  return runsOf(lines)
    .map((run) => {
      const rows = run.map(({ offset, generation }) => `${digits(offset, 10)} ${digits(generation, 5)} n \n`)
      return `${run[0]?.number} ${run.length}\n${rows.join('')}`
    })
    .join('')
}

function writeStreamSection(document: PdfDocument, { size, lines }: Omit<NewSection, 'at'>): Buffer {
  const data = Buffer.alloc(lines.length * 7)
  lines.forEach(({ offset, generation }, index) => {
    data.writeUInt8(1, index * 7)
    data.writeUInt32BE(offset, index * 7 + 1)
    data.writeUInt16BE(generation, index * 7 + 5)
  })
  const value: PdfValue = {
    type: 'stream',
    data,
    dict: trailerOf(document, {
      Type: name('XRef'),
      Size: size + 1,
      Prev: lastStart(document.bytes).offset,
      W: array(1, 4, 2),
      Index: array(...runsOf(lines).flatMap((run) => [run[0]?.number ?? 0, run.length])),
      Length: data.length,
    }),
  }
  return writeObject(`${size} 0`, value).subarray(0, -1)
}

/** Lines in runs of following numbers. */
function runsOf(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = []
  for (const line of lines) {
    const run = runs.at(-1)
    if (run && run.at(-1)?.number === line.number - 1) run.push(line)
    else runs.push([line])
  }
  return runs
}

/** Whether the file is locked with a password: then nothing in it can be signed or compared. */
export function isEncrypted({ trailer }: PdfDocument): boolean {
  return entry(trailer, 'Encrypt') !== null
}
