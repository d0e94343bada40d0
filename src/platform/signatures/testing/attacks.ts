import { createHash } from 'node:crypto'
import { signCms } from '../cms-sign.ts'
import type { KeyHolder } from '../key-holder.ts'
import { beginRevision, type Raw } from '../pdf/append.ts'
import { openPdf } from '../pdf/document.ts'
import { lastStart } from '../pdf/xref.ts'

/** Something a forger does to a signed file (a sample of `sample-pdf.ts`), with what he hopes that nobody sees. */
export type Attack = { readonly name: string; readonly forge: (signed: Buffer) => Buffer }

const raw = (text: string): Raw => ({ type: 'raw', text })

/** Saves changed objects behind the file, as any editor does. */
export function saved(file: Buffer, changed: Readonly<Record<number, string>>): Buffer {
  const revision = beginRevision(openPdf(file))
  for (const [number, text] of Object.entries(changed)) revision.set(Number(number), raw(text))
  return revision.finish().bytes
}

/** The text of an object in the newest saving that holds it. */
function textOf(file: Buffer, number: number): string {
  const document = openPdf(file)
  const place = document.places.get(number)
  if (place?.kind !== 'at') return ''
  const text = file.toString('latin1', place.offset, document.endAt(place.offset))
  return text.slice(text.indexOf('obj') + 3, text.lastIndexOf('endobj')).trim()
}

function edited(number: number, edit: (text: string) => string) {
  return (file: Buffer) => saved(file, { [number]: edit(textOf(file, number)) })
}

const page = (more: string, contents = '5 0 R') =>
  `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${contents} /Resources <<>> ${more}>>`

const stream = (text: string) => `<</Length ${text.length}>>\nstream\n${text}\nendstream`

const NEW = 60

/** A section of cross-references alone: it lets the file show an object that was in it, unseen, when it was signed. */
function pointed(file: Buffer, from: number, to: number): Buffer {
  const place = openPdf(file).places.get(to)
  const offset = place?.kind === 'at' ? place.offset : 0
  const body = file.toString('latin1', offset).replace(`${to} 0 obj`, `${from} 0 obj`)
  const end = body.indexOf('endobj') + 'endobj\n'.length
  const object = Buffer.from(body.slice(0, end), 'latin1')
  return tabled(Buffer.concat([file, object]), { [from]: file.length }, lastStart(file).offset)
}

function tabled(
  file: Buffer,
  offsets: Readonly<Record<number, number>>,
  previous: number,
  root = '1 0 R',
): Buffer {
  const lines = Object.entries(offsets).map(
    ([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`,
  )
  const text = `xref\n${lines.join('')}trailer\n<</Size 80 /Root ${root} /Info 8 0 R /Prev ${previous}>>\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.concat([file, Buffer.from(text)])
}

function replaced(from: string | RegExp, to: string) {
  return (file: Buffer) => Buffer.from(file.toString('latin1').replace(from, to), 'latin1')
}

/** The forger has the bytes only; the signature was made by somebody honest. */
export const changesAfterSigning: readonly Attack[] = [
  { name: 'changes one letter of a page', forge: replaced('1.000.000 dong', '7.000.000 dong') },
  { name: 'changes the reason of the signature', forge: replaced('/SubFilter', '/subFilter') },
  {
    name: 'saves another content of a page',
    forge: (file) => saved(file, { 5: stream('BT (9.000.000) Tj ET') }),
  },
  {
    name: 'saves a page with another content',
    forge: (file) => saved(file, { [NEW]: stream('BT ET'), 3: page('/Annots [7 0 R]', `${NEW} 0 R`) }),
  },
  { name: 'shows a content that was hidden in the signed file', forge: (file) => pointed(file, 5, 9) },
  {
    name: 'lets a page point to a hidden content',
    forge: (file) => saved(file, { 3: page('/Annots [7 0 R]', '9 0 R') }),
  },
  {
    name: 'points the table of the old number at hidden bytes',
    forge: (file) => {
      const place = openPdf(file).places.get(9)
      return tabled(file, { 5: place?.kind === 'at' ? place.offset : 0 }, lastStart(file).offset)
    },
  },
  {
    name: 'adds a note over the text',
    forge: (file) =>
      saved(file, {
        [NEW]: '<</Type /Annot /Subtype /FreeText /Rect [50 690 300 720] /Contents (9.000.000) /F 4>>',
        4: page(`/Annots [${NEW} 0 R]`, '6 0 R'),
      }),
  },
  {
    name: 'takes a page away',
    forge: (file) => saved(file, { 2: '<</Type /Pages /Kids [4 0 R] /Count 1>>' }),
  },
  {
    name: 'adds a page',
    forge: (file) =>
      saved(file, { [NEW]: page(''), 2: `<</Type /Pages /Kids [3 0 R 4 0 R ${NEW} 0 R] /Count 3>>` }),
  },
  {
    name: 'fills another amount into the form',
    forge: edited(7, (text) => text.replace('(1.000.000)', '(9.000.000)')),
  },
  {
    name: 'draws another amount over the field',
    forge: (file) =>
      saved(file, {
        [NEW]: '<</Type /XObject /Subtype /Form /BBox [0 0 90 20] /Length 0>>\nstream\n\nendstream',
        7: textOf(file, 7).replace('/F 4', `/F 4 /AP <</N ${NEW} 0 R>>`),
      }),
  },
  {
    name: 'runs a script when the file opens',
    forge: edited(1, (text) =>
      text.replace('/Type', '/OpenAction <</S /JavaScript /JS (this.pageNum=1)>>\n/Type'),
    ),
  },
  {
    name: 'lets readers draw the form anew',
    forge: edited(1, (text) => text.replace('/SigFlags', '/NeedAppearances true\n/SigFlags')),
  },
  {
    name: 'adds a form of XFA',
    forge: edited(1, (text) => text.replace('/SigFlags', `/XFA (<xdp/>)\n/SigFlags`)),
  },
  {
    name: 'gives the file another title',
    forge: (file) => saved(file, { 8: '<</Title (Hợp đồng) /Producer (thử)>>' }),
  },
  {
    name: 'adds layers that can be switched',
    forge: edited(1, (text) => text.replace('/Type', '/OCProperties <</OCGs [] /D <<>>>>\n/Type')),
  },
  {
    name: 'begins at another catalogue',
    forge: (file) => {
      const revision = beginRevision(openPdf(file))
      const root = revision.add(raw(textOf(file, 1)))
      const { bytes } = revision.finish()
      return Buffer.from(
        bytes.toString('latin1').replace(/\/Root 1 0 R(?![\s\S]*\/Root 1 0 R)/, `/Root ${root} 0 R`),
        'latin1',
      )
    },
  },
]

/** Bytes that readers understand differently. */
export const brokenFiles: readonly Attack[] = [
  {
    name: 'puts bytes behind the end',
    forge: (file) => Buffer.concat([file, Buffer.from('<html><script>1</script>')]),
  },
  {
    name: 'puts an object behind the end that no table names',
    forge: (file) => Buffer.concat([file, Buffer.from(`5 0 obj\n${stream('BT ET')}\nendobj\n`)]),
  },
  {
    name: 'puts an object and only a second end behind the file',
    forge: (file) =>
      Buffer.concat([
        file,
        Buffer.from(`5 0 obj\n${stream('BT ET')}\nendobj\nstartxref\n${lastStart(file).offset}\n%%EOF\n`),
      ]),
  },
  {
    name: 'hides an object in a saving between two that are named',
    forge: (file) => {
      const evil = Buffer.concat([file, Buffer.from(`5 0 obj\n${stream('BT ET')}\nendobj\n`)])
      return tabled(evil, {}, lastStart(file).offset)
    },
  },
  {
    name: 'says one object twice and names the second',
    forge: (file) => {
      const twice = Buffer.from(`70 0 obj\n(a)\nendobj\n`)
      return tabled(
        Buffer.concat([file, twice, twice]),
        { 70: file.length + twice.length },
        lastStart(file).offset,
      )
    },
  },
  { name: 'lets the cross-references go in a circle', forge: (file) => tabled(file, {}, file.length) },
  {
    name: 'points the end at the first saving',
    forge: (file) => Buffer.concat([file, Buffer.from('startxref\n0\n%%EOF\n')]),
  },
  {
    name: 'puts bytes before the beginning',
    forge: (file) => Buffer.concat([Buffer.from('GIF89a\n'), file]),
  },
  { name: 'cuts the file', forge: (file) => file.subarray(0, file.length - 40) },
]

/** The signature itself is tampered with, so that a reader finds nothing to check and says nothing (USF, SWA). */
export const emptySignatures: readonly Attack[] = [
  { name: 'takes the contents away', forge: replaced(/\/Contents </, '/Kontents <') },
  { name: 'empties the contents', forge: replaced(/\/Contents <[0-9a-f]+>/, '/Contents <>') },
  {
    name: 'fills the contents with nothing',
    forge: replaced(/\/Contents <([0-9a-f]+)>/, '/Contents <0000>'),
  },
  { name: 'makes the contents null', forge: replaced(/\/Contents <[0-9a-f]+>/, '/Contents null') },
  { name: 'takes the range away', forge: replaced(/\/ByteRange/, '/ByteRang_') },
  { name: 'makes the range null', forge: replaced(/\/ByteRange \[[^\]]*\]/, '/ByteRange null') },
  { name: 'makes the range empty', forge: replaced(/\/ByteRange \[[^\]]*\]/, '/ByteRange []') },
  { name: 'makes the range zero', forge: replaced(/\/ByteRange \[[^\]]*\]/, '/ByteRange [0 0 0 0]') },
  { name: 'makes the range negative', forge: replaced(/\/ByteRange \[[^\]]*\]/, '/ByteRange [0 -1 -1 -1]') },
  {
    name: 'makes the range endless',
    forge: replaced(/\/ByteRange \[[^\]]*\]/, '/ByteRange [0 99999999999999999999 9 9]'),
  },
  {
    name: 'says the range twice',
    forge: replaced(/\/ByteRange (\[[^\]]*\])/, '/ByteRange $1 /ByteRange [0 1 2 3]'),
  },
  { name: 'says another kind of signature', forge: replaced('/ETSI.CAdES.detached', '/adbe.x509.rsa_sha1') },
  { name: 'wraps: saves the signature again with the same contents elsewhere', forge: wrapped },
]

function signatureNumber(file: Buffer): number {
  const text = file.toString('latin1')
  const at = text.lastIndexOf('/ByteRange')
  const heads = [...text.slice(0, at).matchAll(/(\d+) 0 obj/g)]
  return Number(heads.at(-1)?.[1])
}

/** Signature wrapping: the old contents in a new object, with the range of the old one, and another page besides. */
function wrapped(file: Buffer): Buffer {
  const number = signatureNumber(file)
  return saved(file, { [number]: textOf(file, number), 5: stream('BT (9.000.000) Tj ET') })
}

type Range = readonly [number, number, number, number]

/** Ranges with which the signer himself signs, whole by their arithmetic, and leaving room for what he did not sign. */
export const oddRanges: readonly { readonly name: string; readonly range: (whole: Range) => Range }[] = [
  { name: 'begins behind the first byte', range: ([, a, b, c]) => [9, a - 9, b, c] },
  { name: 'leaves out more than the contents', range: ([, a, b, c]) => [0, a - 40, b, c] },
  { name: 'leaves out what follows the contents', range: ([, a, b, c]) => [0, a, b + 3, c - 3] },
  { name: 'covers a part of the contents', range: ([, a, b, c]) => [0, a + 1, b - 1, c + 1] },
  { name: 'ends before the file does', range: ([, a, b, c]) => [0, a, b, c - 30] },
  { name: 'overlaps itself', range: ([, a, b, c]) => [0, a, a - 10, c + (b - a) + 10] },
  { name: 'covers only the beginning', range: ([, a, b]) => [0, a, b, 0] },
]

/** Signs a signed file anew over another range, with a signature that is right over exactly those bytes. */
export async function signedOver(
  file: Buffer,
  key: KeyHolder,
  odd: (whole: Range) => Range,
): Promise<Buffer> {
  const text = file.toString('latin1')
  const from = text.lastIndexOf('/Contents <') + '/Contents '.length
  const end = text.indexOf('>', from) + 1
  const range = odd([0, from, end, file.length - end])
  const slot = /\/ByteRange \[0 [^\]]*\]/.exec(text.slice(text.lastIndexOf('/ByteRange')))?.[0] ?? ''
  const bytes = Buffer.from(file)
  bytes.write(
    `/ByteRange [${range.join(' ')}`.padEnd(slot.length - 1),
    text.lastIndexOf('/ByteRange'),
    'latin1',
  )
  const [a, b, c, d] = range
  const digest = createHash('sha256')
    .update(bytes.subarray(a, a + b))
    .update(bytes.subarray(c, c + d))
    .digest()
  const contents = (await signCms(key, { digest })).close()
  bytes.write(contents.toString('hex').padEnd(end - from - 2, '0'), from + 1, 'latin1')
  return bytes
}
