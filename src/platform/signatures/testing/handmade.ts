import { deflateSync } from 'node:zlib'
import { openPdf } from '../pdf/document.ts'
import { lastStart } from '../pdf/xref.ts'

/** One saving as another program writes it. */
export type Saving = {
  /** Objects by themselves: number to text. */
  readonly plain?: Readonly<Record<number, string>>
  /** Objects in an object stream. */
  readonly packed?: Readonly<Record<number, string>>
  /** A table, a stream, or a table that calls the packed ones free beside a stream that has them. */
  readonly section: 'table' | 'stream' | 'hybrid'
  /** Lines of the section that point elsewhere: number to byte, or free. */
  readonly pointed?: Readonly<Record<number, number | 'free'>>
  /** The same for the stream of a hybrid saving. */
  readonly pointedBeside?: Readonly<Record<number, number | 'free'>>
  /** More entries of the trailer, of the object stream, and of the cross-reference stream. */
  readonly trailer?: string
  readonly packEntries?: string
  readonly entries?: string
  /** Numbers at the head of the object stream, when they are not those of what is packed. */
  readonly heads?: readonly number[]
  /** What a program writes before `startxref`. */
  readonly comment?: string
  /** The section before it, when that is not the one at the end of the file. */
  readonly previous?: number
  /** The number of the object stream, its cross-reference stream being the next; another one for each saving. */
  readonly number?: number
  /** The packed bytes as they are made, before they are deflated. */
  readonly pack?: (plain: Buffer) => Buffer
}

type Row = readonly [number, number, number]

const FIRST = 90

/** Saves objects behind a file by hand. */
export function savedBy(file: Buffer, saving: Saving): Buffer {
  const { plain = {}, packed = {}, section, comment = '', number: pack = FIRST } = saving
  const beside = pack + 1
  const chunks = [file]
  const size = () => chunks.reduce((sum, { length }) => sum + length, 0)
  const rows = new Map<number, Row>()
  const put = (number: number, body: Buffer) => {
    rows.set(number, [1, size(), 0])
    chunks.push(Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n'))
  }
  for (const [number, text] of Object.entries(plain)) put(Number(number), Buffer.from(text, 'latin1'))
  if (Object.keys(packed).length > 0) put(pack, packOf(saving))
  const hidden = new Map<number, Row>(
    Object.keys(packed).map((number, index) => [Number(number), [2, pack, index] as const]),
  )
  for (const [number, place] of Object.entries(saving.pointed ?? {}))
    rows.set(Number(number), place === 'free' ? [0, 0, 0] : [1, place, 0])
  const trailer = `/Size 199 /Root 1 0 R /Info 8 0 R /Prev ${saving.previous ?? lastStart(file).offset} ${saving.trailer ?? ''}`
  let at = size()
  if (section === 'stream') {
    const all = new Map([...rows, ...hidden, [beside, [1, at, 0] as const]])
    chunks.push(xrefStream(beside, all, `${trailer} ${saving.entries ?? ''}`), Buffer.from('\n'))
  } else {
    let more = trailer
    if (section === 'hybrid') {
      for (const [number, place] of Object.entries(saving.pointedBeside ?? {}))
        hidden.set(Number(number), place === 'free' ? [0, 0, 0] : [1, place, 0])
      rows.set(beside, [1, at, 0])
      more += ` /XRefStm ${at}`
      chunks.push(xrefStream(beside, hidden, `/Size 199 ${saving.entries ?? ''}`), Buffer.from('\n'))
      for (const number of Object.keys(packed)) rows.set(Number(number), [0, 0, 0])
      at = size()
    }
    chunks.push(Buffer.from(`xref\n${linesOf(rows)}trailer\n<<${more}>>\n`))
  }
  return Buffer.concat([...chunks, Buffer.from(`${comment}startxref\n${at}\n%%EOF\n`)])
}

function linesOf(rows: ReadonlyMap<number, Row>): string {
  return [...rows]
    .map(
      ([number, [kind, offset]]) =>
        `${number} 1\n${String(offset).padStart(10, '0')} 00000 ${kind ? 'n' : 'f'} \n`,
    )
    .join('')
}

function streamOf(entries: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${entries} /Length ${data.length}>>\nstream\n`, 'latin1'),
    data,
    Buffer.from('\nendstream'),
  ])
}

function packOf({ packed = {}, heads, packEntries = '', pack = (plain) => plain }: Saving): Buffer {
  const texts = Object.values(packed)
  const numbers = heads ?? Object.keys(packed)
  let inner = ''
  const head = numbers
    .map((number, index) => {
      const told = `${number} ${inner.length}`
      inner += `${texts[index] ?? texts.at(-1)} `
      return told
    })
    .join(' ')
  const data = deflateSync(pack(Buffer.from(`${head} ${inner}`, 'latin1')))
  const about = `/Type /ObjStm /N ${numbers.length} /First ${head.length + 1} /Filter /FlateDecode`
  return streamOf(`${about} ${packEntries}`, data)
}

function xrefStream(number: number, rows: ReadonlyMap<number, Row>, entries: string): Buffer {
  const sorted = [...rows].sort(([a], [b]) => a - b)
  const data = Buffer.alloc(sorted.length * 6)
  sorted.forEach(([, [kind, one, two]], index) => {
    data.writeUInt8(kind, index * 6)
    data.writeUInt32BE(one, index * 6 + 1)
    data.writeUInt8(two, index * 6 + 5)
  })
  const index = sorted.map(([number]) => `${number} 1`).join(' ')
  const body = streamOf(`/Type /XRef /W [1 4 1] /Index [${index}] ${entries}`, data)
  return Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj')])
}

/** Where an object of the file lies. */
export function offsetOf(file: Buffer, number: number): number {
  const place = openPdf(file).places.get(number)
  return place?.kind === 'at' ? place.offset : 0
}

const ROOM = 12_000

/** A sample signed by the hand of another program: its field, page and catalogue as the section has them. */
export function preparedBy(
  file: Buffer,
  { section, comment, rectangle = '[0 0 0 0]' }: Pick<Saving, 'section' | 'comment'> & { rectangle?: string },
): Buffer {
  const changed = {
    1: '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [7 0 R 41 0 R] /DA (/Helv 0 Tf) /SigFlags 3>>>>',
    3: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources <<>> /Annots [7 0 R 41 0 R]>>',
    41: `<</Type /Annot /Subtype /Widget /FT /Sig /T (S41) /V 40 0 R /F 132 /Rect ${rectangle} /P 3 0 R>>`,
  }
  const signature = `<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 ********** ********** **********] /Contents <${'0'.repeat(ROOM)}>>>`
  const objects = section === 'stream' ? { packed: changed } : { plain: changed }
  const written = savedBy(file, {
    section,
    ...(comment ? { comment } : {}),
    ...objects,
    plain: { 40: signature, ...objects.plain },
  })
  return ranged(written)
}

/** Writes the range of the last signature over its slots. */
export function ranged(file: Buffer): Buffer {
  const from = file.lastIndexOf('/Contents <') + '/Contents '.length
  const end = file.indexOf('>', from) + 1
  const slot = '********** ********** **********'
  const range = [from, end, file.length - end].join(' ').padEnd(slot.length)
  file.write(range, file.lastIndexOf(slot), 'latin1')
  return file
}
