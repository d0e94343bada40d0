import { createHash } from 'node:crypto'
import { drawAppearance, rectangleOf, type SeenSignature } from './appearance.ts'
import { signCms } from './cms-sign.ts'
import { addDss } from './dss.ts'
import type { KeyHolder } from './key-holder.ts'
import { beginRevision, isEncrypted, type Revision } from './pdf/append.ts'
import { openPdf } from './pdf/document.ts'
import { addSignatureField, catalogue } from './pdf/form.ts'
import { PdfError, type PdfValue } from './pdf/values.ts'
import { dateString, dict, ref, textString, withEntries, writeValue } from './pdf/write.ts'
import type { TimeStamper } from './time-stamp.ts'
import type { ValidationData } from './validation-data.ts'

export type SigningOrder = {
  readonly key: KeyHolder
  /** The time that the signer claims; only a time stamp proves one. */
  readonly at: Date
  /** Left out, the signature is basic (B-B) and proves no time. */
  readonly timeStamper?: TimeStamper
  /** Put into the same saving as the signature, so that the signature covers it and the whole file. */
  readonly validation?: ValidationData
  readonly signerName?: string
  readonly reason?: string
  readonly location?: string
  /** Certifies the file: 1 forbids any change but validation data, 2 lets forms be filled, 3 notes too (DocMDP). */
  readonly certify?: 1 | 2 | 3
  /** Where and how it is seen; left out, it is not. */
  readonly seen?: SeenSignature
}

/** Room for a token with its chain; a longer one is asked for again with more. */
const TOKEN_ROOM = 6 * 1024
const STRUCTURE_ROOM = 2 * 1024

/**
 * Signs a PDF as PAdES (EN 319 142-1) in a saving of its own behind the file: B-B, or B-T with a time stamper, and with
 * the validation data B-LT. Signatures that are there stay whole.
 * @throws PdfError when the file cannot be signed; whatever the key holder or time stamper throws
 */
export async function signPdf(pdf: Uint8Array, order: SigningOrder): Promise<Buffer> {
  const { key, timeStamper } = order
  const chain = key.chain.reduce((sum, { raw }) => sum + raw.length, 0)
  const room = STRUCTURE_ROOM + chain + (timeStamper ? TOKEN_ROOM : 0)
  const fill: Fill = async (digest) => {
    const open = await signCms(key, { digest })
    if (!timeStamper) return open.close()
    return open.close(await timeStamper(createHash('sha256').update(open.signature).digest()))
  }
  return writeSigned(pdf, { room, fill, ...placedBy(order) })
}

type StampOrder = { readonly timeStamper: TimeStamper; readonly validation?: ValidationData }

/**
 * Puts a time stamp over the whole file, with the validation data of what was signed before: what B-B and B-T lacked, and
 * for B-LT the step that keeps it (B-LTA).
 */
export async function stampPdf(pdf: Uint8Array, { timeStamper, validation }: StampOrder): Promise<Buffer> {
  return writeSigned(pdf, {
    room: TOKEN_ROOM,
    fill: timeStamper,
    entries: { Type: '/DocTimeStamp', SubFilter: '/ETSI.RFC3161' },
    validation,
    seen: undefined,
  })
}

function placedBy({ at, signerName, reason, location, certify, seen, validation }: SigningOrder) {
  const text = (key: string, value: string | undefined) =>
    value ? { [key]: writeValue(textString(value)) } : {}
  return {
    entries: {
      Type: '/Sig',
      SubFilter: '/ETSI.CAdES.detached',
      M: writeValue(dateString(at)),
      ...text('Name', signerName),
      ...text('Reason', reason),
      ...text('Location', location),
      ...(certify ? { Reference: referenceOf(certify) } : {}),
    },
    validation,
    seen,
  }
}

function referenceOf(level: 1 | 2 | 3): string {
  return `[<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /V /1.2 /P ${level}>>>>]`
}

/** Gives the structure for the digest of everything but itself. */
type Fill = (digest: Buffer) => Promise<Buffer>
type Writing = {
  readonly room: number
  readonly fill: Fill
  readonly entries: Readonly<Record<string, string>>
  readonly validation: ValidationData | undefined
  readonly seen: SeenSignature | undefined
}

async function writeSigned(pdf: Uint8Array, writing: Writing): Promise<Buffer> {
  const { bytes, gap, range } = prepare(pdf, writing)
  const hash = createHash('sha256').update(bytes.subarray(0, range[1])).update(bytes.subarray(range[2]))
  const contents = await writing.fill(hash.digest())
  // Never cut: a structure that does not fit is made again with the room that it needs.
  if (contents.length > writing.room) return writeSigned(pdf, { ...writing, room: contents.length + 1024 })
  bytes.write(contents.toString('hex'), gap, 'latin1')
  return bytes
}

const RANGE_WIDTH = 10

function prepare(pdf: Uint8Array, { room, entries, validation, seen }: Writing) {
  const document = openPdf(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
  if (isEncrypted(document)) throw new PdfError('is locked with a password')
  const revision = beginRevision(document)
  const listed = Object.entries(entries).map(([key, value]) => `/${key} ${value}`)
  const text = [
    '<<',
    ...listed,
    '/Filter /Adobe.PPKLite',
    `/ByteRange [0 ${'*'.repeat(RANGE_WIDTH)} ${'*'.repeat(RANGE_WIDTH)} ${'*'.repeat(RANGE_WIDTH)}]`,
    `/Contents <${'0'.repeat(room * 2)}>`,
    '>>',
  ].join('\n')
  const signature = revision.add({ type: 'raw', text })
  changeCatalogue(revision, { signature, validation, seen, certifies: entries['Reference'] !== undefined })
  const { bytes, offsets } = revision.finish()
  const from = offsets.get(signature) ?? 0
  const gapFrom = bytes.indexOf('/Contents <', from) + '/Contents '.length
  const gapEnd = gapFrom + room * 2 + 2
  const range = [0, gapFrom, gapEnd, bytes.length - gapEnd] as const
  const rangeAt = bytes.indexOf('/ByteRange [', from) + '/ByteRange ['.length
  const written = range.map((value, index) => (index === 0 ? '0' : String(value).padEnd(RANGE_WIDTH)))
  bytes.write(written.join(' '), rangeAt, 'latin1')
  return { bytes, gap: gapFrom + 1, range }
}

type Placing = Pick<Writing, 'validation' | 'seen'> & {
  readonly signature: number
  readonly certifies: boolean
}

function changeCatalogue(revision: Revision, { signature, validation, seen, certifies }: Placing): void {
  const field = addSignatureField(revision, {
    signature,
    page: seen?.page ?? 0,
    rectangle: seen ? rectangleOf(revision.document, seen) : [0, 0, 0, 0],
    ...(seen ? { appearance: drawAppearance(revision, seen) } : {}),
  })
  const store: Readonly<Record<string, PdfValue>> = validation ? addDss(revision, validation) : {}
  const { number, value } = catalogue(revision.document)
  const permissions = certifies ? { Perms: dict({ DocMDP: ref(signature) }) } : {}
  revision.set(number, withEntries(value, { ...field, ...store, ...permissions }))
}
