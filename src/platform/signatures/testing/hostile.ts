import { deflateSync } from 'node:zlib'
import type { KeyHolder } from '../key-holder.ts'
import { signPdf } from '../sign-pdf.ts'
import { saved } from './attacks.ts'
import { samplePdf } from './sample-pdf.ts'

const start = '%PDF-1.7\n'
const end = (at: number) => `\nstartxref\n${at}\n%%EOF\n`
const xref = (lines: string, at: number) => `xref\n${lines}trailer\n<</Size 9 /Root 1 0 R>>${end(at)}`

/** Files that mean to stop the server, by what they do. */
export function hostileFiles(): Readonly<Record<string, Buffer>> {
  const bomb = deflateSync(Buffer.alloc(200 * 1024 * 1024))
  return {
    'is nested without end': Buffer.from(
      `${start}1 0 obj\n${'['.repeat(1_000_000)}endobj\n${xref('1 1\n0000000009 00000 n \n', 1_000_024)}`,
    ),
    'unfolds to 200 MB': Buffer.concat([
      Buffer.from(
        `${start}1 0 obj\n<</Type /XRef /Size 9 /W [1 4 1] /Filter /FlateDecode /Length ${bomb.length}>>\nstream\n`,
      ),
      bomb,
      Buffer.from(`\nendstream\nendobj\n${end(9)}`),
    ]),
    'tells of a billion objects': Buffer.from(
      `${start}xref\n0 1000000000\n${'0000000000 00000 n \n'.repeat(10)}${end(9)}`,
    ),
    'has pages inside themselves': saved(samplePdf({ kind: 'table' }), {
      2: '<</Type /Pages /Kids [2 0 R] /Count 9>>',
    }),
    'has fields inside themselves': saved(samplePdf({ kind: 'table' }), {
      7: '<</FT /Sig /T (a) /Kids [7 0 R 7 0 R]>>',
    }),
    'has a length that is its own stream': saved(samplePdf({ kind: 'table' }), {
      5: '<</Length 5 0 R>>\nstream\n\nendstream',
    }),
    'holds millions of dictionaries': samplePdf({
      kind: 'table',
      objects: { 7: `<</FT /Sig /T (a) /Kids [${'<<>>'.repeat(2_000_000)}]>>` },
    }),
    'is one endless text': samplePdf({ kind: 'table', objects: { 7: `<</T (${'('.repeat(5_000_000)}` } }),
    'is a million brackets': Buffer.from(`${start}${'<<'.repeat(1_000_000)}/ByteRange`),
  }
}

/** A form of two hundred thousand references, signed forty times: each signature has it compared anew. */
export async function signedOften(key: KeyHolder, at: Date): Promise<Buffer> {
  const large = { 1: '<</Type /Catalog /Pages 2 0 R /Large 11 0 R>>', 11: `[${'7 0 R '.repeat(200_000)}]` }
  let file: Buffer = samplePdf({ kind: 'table', objects: large })
  for (let time = 0; time < 40; time++) file = await signPdf(file, { key, at })
  return file
}
