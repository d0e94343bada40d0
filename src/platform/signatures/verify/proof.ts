import { type Certificate, readable } from '../certificate.ts'
import { buildChain } from '../chain.ts'
import { endOfCms, readCms } from '../cms.ts'
import { DerError } from '../der.ts'
import { oids } from '../oids.ts'
import { openPdf, type PdfDocument } from '../pdf/document.ts'
import { readTimeStamp, type TimeStamp } from '../time-stamp.ts'
import { coveredBytes, type FoundSignature, findSignatures, inOrder } from './find.ts'
import { readStore, type Trust } from './verify-pdf.ts'

/** Until when the file proves by itself when it was signed, and the certificates on which that rests. */
export type Proof = { readonly until: Date | null; readonly certificates: readonly Certificate[] }

/**
 * How long the last time stamps of a signed file hold: to the end of the first certificate on their way to the root, or
 * of an algorithm that they use. A time stamp over the file stands for everything before it; without one, each
 * signature rests on its own. No end, when a signature has no time stamp or nobody vouches for it. @throws PdfError
 */
export function proofOf(
  pdf: Uint8Array,
  { trustedRoots: roots, now, ends = [] }: Omit<Trust, 'source'>,
): Proof {
  const document = openPdf(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
  const stored = readable(readStore(document).certificates)
  const times: number[] = []
  const certificates = new Map<string, Certificate>()
  for (const signature of outermost(document)) {
    const stamp = stampOf(document, signature)
    const authority = stamp?.token.signer
    if (!stamp || !authority) return { until: null, certificates: [] }
    const pool = [...stored, ...stamp.token.certificates]
    const { path, problem } = buildChain(authority, { pool, roots, at: stamp.time < now ? stamp.time : now })
    if (problem) return { until: null, certificates: [] }
    for (const each of path) {
      certificates.set(each.fingerprint, each)
      times.push(each.validTo.getTime())
    }
    const end = endOfCms(stamp.token, path, ends)
    if (end) times.push(end.getTime())
  }
  const until = times.length > 0 ? new Date(Math.min(...times)) : null
  return { until, certificates: [...certificates.values()] }
}

/** The last time stamp over the file with the signatures behind it; all signatures when there is none. */
function outermost(document: PdfDocument): FoundSignature[] {
  const found = inOrder(document, findSignatures(document))
  return found.slice(
    Math.max(
      0,
      found.findLastIndex(({ kind }) => kind === 'time-stamp'),
    ),
  )
}

function stampOf(document: PdfDocument, signature: FoundSignature): TimeStamp | null {
  const covered = coveredBytes(document, signature)
  if (typeof covered === 'string') return null
  try {
    if (signature.kind === 'time-stamp') return readTimeStamp(covered.contents.bytes)
    const token = readCms(covered.contents.bytes).unsigned.get(oids.signatureTimeStamp)
    return token ? readTimeStamp(token.raw) : null
  } catch (error) {
    if (error instanceof DerError) return null
    throw error
  }
}
