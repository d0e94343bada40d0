import type { TrustServer } from '../../../sandbox/trust/testing.ts'
import { openValidationSource, verifyPdf } from '../index.ts'

type Asking = { readonly now: Date /** False for who reaches no responder. */; readonly ask?: boolean }

/** A file as the verifier judges it that trusts the root of the sandbox, with nothing remembered from the check before. */
export function checked(pdf: Uint8Array, { centre }: TrustServer, { now, ask = true }: Asking) {
  const source = ask ? { source: openValidationSource() } : {}
  return verifyPdf(pdf, { trustedRoots: [centre.root.certificate], now, ...source })
}
