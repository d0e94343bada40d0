import { deflateSync } from 'node:zlib'

type Sample = {
  /** A table, or a cross-reference stream with most objects packed in an object stream. */
  readonly kind: 'table' | 'stream'
  /** More objects, or others in place of those below. */
  readonly objects?: Readonly<Record<number, string>>
  /** Of this size, for benches. */
  readonly filler?: number
}

/** A small PDF with two pages, a form field, and a content that nothing shows (object 9), as a forger prepares it. */
const objects: Readonly<Record<number, string>> = {
  1: '<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [7 0 R] /DA (/Helv 0 Tf)>>>>',
  2: '<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>',
  3: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources <<>> /Annots [7 0 R]>>',
  4: '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources <<>>>>',
  7: '<</Type /Annot /Subtype /Widget /FT /Tx /T (amount) /V (1.000.000) /Rect [10 10 100 30] /P 3 0 R /F 4>>',
  8: '<</Title (Quyết định) /Producer (thử)>>',
}
const streams: Readonly<Record<number, string>> = {
  5: 'BT /F1 12 Tf 50 700 Td (Tra 1.000.000 dong) Tj ET',
  6: 'BT /F1 12 Tf 50 700 Td (Trang hai) Tj ET',
  9: 'BT /F1 12 Tf 50 700 Td (Tra 9.000.000 dong) Tj ET',
}

export function samplePdf({ kind, objects: changed = {}, filler = 0 }: Sample): Buffer {
  const plain = { ...objects, ...changed }
  const data: Record<number, Buffer> = Object.fromEntries(
    Object.entries(streams).map(([number, text]) => [number, Buffer.from(text)]),
  )
  if (filler > 0) data[10] = Buffer.alloc(filler, 'Bạc Liêu ')
  return kind === 'table' ? withTable(plain, data) : withStreams(plain, data)
}

function withTable(plain: Readonly<Record<number, string>>, data: Readonly<Record<number, Buffer>>): Buffer {
  const file = startFile()
  for (const [number, text] of Object.entries(plain)) file.put(Number(number), `${text}\n`)
  for (const [number, bytes] of Object.entries(data)) file.putStream(Number(number), bytes, '')
  const size = Math.max(...file.offsets.keys()) + 1
  const lines = Array.from({ length: size }, (_, number) => {
    const offset = file.offsets.get(number)
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const at = file.size()
  return file.close(
    `xref\n0 ${size}\n${lines.join('')}trailer\n<</Size ${size} /Root 1 0 R /Info 8 0 R>>\nstartxref\n${at}\n%%EOF\n`,
  )
}

function withStreams(
  plain: Readonly<Record<number, string>>,
  data: Readonly<Record<number, Buffer>>,
): Buffer {
  const file = startFile()
  for (const [number, bytes] of Object.entries(data)) file.putStream(Number(number), bytes, '')
  const packed = Object.entries(plain)
  const pack = 20
  let inner = ''
  const heads = packed.map(([number, text]) => {
    const head = `${number} ${inner.length}`
    inner += `${text} `
    return head
  })
  const first = `${heads.join(' ')} `
  const packedBytes = deflateSync(Buffer.from(first + inner, 'latin1'))
  file.putStream(
    pack,
    packedBytes,
    `/Type /ObjStm /N ${packed.length} /First ${first.length} /Filter /FlateDecode`,
  )
  const table = 21
  const at = file.size()
  const rows = Buffer.alloc((table + 1) * 6)
  const row = (number: number, values: readonly [number, number, number]) => {
    rows.writeUInt8(values[0], number * 6)
    rows.writeUInt32BE(values[1], number * 6 + 1)
    rows.writeUInt8(values[2], number * 6 + 5)
  }
  for (const [number, offset] of file.offsets) row(number, [1, offset, 0])
  packed.forEach(([number], index) => void row(Number(number), [2, pack, index]))
  row(table, [1, at, 0])
  const bytes = deflateSync(rows)
  const head = `/Type /XRef /Size ${table + 1} /W [1 4 1] /Root 1 0 R /Info 8 0 R /Filter /FlateDecode`
  file.putStream(table, bytes, head)
  return file.close(`startxref\n${at}\n%%EOF\n`)
}

function startFile() {
  const chunks = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets = new Map<number, number>()
  const size = () => chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  const put = (number: number, text: string | Buffer) => {
    offsets.set(number, size())
    chunks.push(Buffer.from(`${number} 0 obj\n`), Buffer.from(text), Buffer.from('endobj\n'))
  }
  return {
    offsets,
    size,
    put,
    putStream(number: number, data: Buffer, entries: string) {
      const head = Buffer.from(`<<${entries} /Length ${data.length}>>\nstream\n`)
      put(number, Buffer.concat([head, data, Buffer.from('\nendstream\n')]))
    },
    close: (end: string) => Buffer.concat([...chunks, Buffer.from(end)]),
  }
}
