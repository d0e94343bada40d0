import type { AlgorithmEnd } from '../algorithms.ts'
import { type Certificate, readable } from '../certificate.ts'
import { readDss } from '../dss.ts'
import { openPdf, type PdfDocument } from '../pdf/document.ts'
import { catalogue } from '../pdf/form.ts'
import { entry, itemsOf, nameOf, PdfError, type PdfValue } from '../pdf/values.ts'
import { noValidationData, type ValidationData, type ValidationSource } from '../validation-data.ts'
import { checkSignature } from './check-signature.ts'
import { countSavings, findSignatures, inOrder } from './find.ts'
import type { SignatureReport, Verdict, VerificationReport, Warning } from './report.ts'

export type Trust = {
  readonly trustedRoots: readonly Certificate[]
  readonly now: Date
  /** Which algorithms are relied on until when, beside those that never are. */
  readonly ends?: readonly AlgorithmEnd[]
  /** Asked about certificates of trusted roots for which the file brings no proof; left out, nobody is asked. */
  readonly source?: ValidationSource
}

/**
 * Checks every signature of a PDF, and what was done to the file after each. Reads strictly and bounded, so that no file
 * of a stranger stops the server; never throws for what a file holds.
 */
export async function verifyPdf(bytes: Uint8Array, trust: Trust): Promise<VerificationReport> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return await verifyDocument(openPdf(file), trust)
  } catch (error) {
    if (!(error instanceof PdfError) && !(error instanceof RangeError)) throw error
    // A signature in a file that readers understand differently is not believed; a file without one was never signed.
    const signed = file.includes('/ByteRange') || file.includes('/DocTimeStamp')
    return {
      verdict: signed ? 'invalid' : 'unreadable',
      signatures: [],
      revisions: 0,
      warnings: [],
      defect: error.message,
    }
  }
}

async function verifyDocument(document: PdfDocument, trust: Trust): Promise<VerificationReport> {
  const found = findSignatures(document)
  const warnings = warningsOf(document)
  const about = { revisions: countSavings(document), warnings, defect: null }
  if (found.length === 0) return { verdict: 'unsigned', signatures: [], ...about }
  const data = readStore(document)
  const pool = readable(data.certificates)
  const reports: SignatureReport[] = []
  // The last first: a time stamp over the file proves that what stands before it existed.
  let provedBy: Date | null = null
  for (const signature of inOrder(document, found).reverse()) {
    const given = { document, all: found, data, pool, trust, provedBy, last: reports.length === 0 }
    const report = await checkSignature(signature, given)
    reports.unshift(report)
    if (report.kind === 'time-stamp' && report.verdict.startsWith('valid'))
      provedBy = report.provedAt ?? provedBy
  }
  return { verdict: verdictOf(reports, warnings), signatures: reports, ...about }
}

/** What the file brings for the long term; nothing when that cannot be read. */
export function readStore(document: PdfDocument): ValidationData {
  try {
    return readDss(document)
  } catch (error) {
    if (error instanceof PdfError) return noValidationData
    throw error
  }
}

/** The file is as good as its worst signature, and only whole when one covers it to its end. */
function verdictOf(reports: readonly SignatureReport[], warnings: readonly Warning[]): Verdict {
  if (reports.some(({ verdict }) => verdict === 'invalid')) return 'invalid'
  if (reports.some(({ verdict }) => verdict === 'unknown') || warnings.length > 0) return 'unknown'
  return reports.at(-1)?.coversWholeFile ? 'valid' : 'valid-but-extended'
}

function warningsOf(document: PdfDocument): Warning[] {
  const { value: root } = catalogue(document)
  const of = (value: Parameters<typeof entry>[0], key: string) => document.resolve(entry(value, key))
  const script =
    runsScript(document, of(root, 'OpenAction')) ||
    of(of(root, 'Names'), 'JavaScript') !== null ||
    of(root, 'AA') !== null
  return [
    ...(switchesLayers(document) ? (['layers'] as const) : []),
    ...(script ? (['script'] as const) : []),
    ...(of(of(root, 'AcroForm'), 'XFA') !== null ? (['dynamic-form'] as const) : []),
    ...(entry(document.trailer, 'Encrypt') !== null ? (['locked'] as const) : []),
  ]
}

const MOST_ACTIONS = 20

/** An action with those that it names as the next, one of which may be the script. */
function runsScript(document: PdfDocument, action: PdfValue): boolean {
  const waiting = [action]
  for (let step = 0; waiting.length > 0; step++) {
    const next = document.resolve(waiting.pop())
    if (step > MOST_ACTIONS || nameOf(document.resolve(entry(next, 'S'))) === 'JavaScript') return true
    const following = document.resolve(entry(next, 'Next'))
    if (following !== null)
      waiting.push(...(itemsOf(following).length > 0 ? itemsOf(following) : [following]))
  }
  return false
}

/** Layers that show themselves on the screen and not on paper, or by the day: PDF/A forbids them too (ISO 19005-2 6.9). */
function switchesLayers(document: PdfDocument): boolean {
  const layers = document.resolve(entry(catalogue(document).value, 'OCProperties'))
  const more = itemsOf(document.resolve(entry(layers, 'Configs')))
  return [entry(layers, 'D'), ...more].some(
    (each) => itemsOf(document.resolve(entry(document.resolve(each), 'AS'))).length > 0,
  )
}
