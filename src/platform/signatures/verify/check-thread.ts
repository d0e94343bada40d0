import { answerOrders } from '../../threads/answer-orders.ts'
import type { AlgorithmEnd } from '../algorithms.ts'
import { readCertificates } from '../certificate.ts'
import type { Patience } from '../fetch-bytes.ts'
import { openValidationSource } from '../validation-data.ts'
import { verifyPdf } from './verify-pdf.ts'

/** A file with the roots (DER) that its signatures may end at. */
export type CheckOrder = {
  readonly pdf: Uint8Array
  readonly roots: readonly Uint8Array[]
  readonly now: Date
  readonly ends: readonly AlgorithmEnd[]
  /** How long responders may keep this file waiting, all together. */
  readonly networkMs: number
}

const SILENT_MS = 3 * 60_000

/** Kept for the life of the thread: a responder is not asked for each look at a paper, nor one that is silent waited for. */
const source = openValidationSource({ silentMs: SILENT_MS })

answerOrders(({ pdf, roots, now, ends, networkMs }: CheckOrder) => {
  // From the first question on: the reading of the file before it is not the fault of a responder.
  let patience: Patience | undefined
  return verifyPdf(pdf, {
    trustedRoots: roots.flatMap(readCertificates),
    now,
    ends,
    source: (chain, at) => {
      // Less than half for one address: a silent responder and its silent list are both found out within one file.
      patience ??= { eachMs: networkMs * (3 / 8), whole: AbortSignal.timeout(networkMs) }
      return source(chain, at, patience)
    },
  })
})
