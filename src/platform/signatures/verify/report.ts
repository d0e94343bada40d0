import type { Name } from '../certificate.ts'
import type { ChainProblem } from '../chain.ts'
import type { CmsProblem } from '../cms.ts'

/** Why a signature is not simply valid. The words for people are with whoever shows them. */
export type SignatureProblem =
  | CmsProblem
  | ChainProblem
  | 'range-missing'
  | 'range-wrong'
  | 'contents-missing'
  | 'contents-wrong'
  | 'packed'
  | 'kind-unknown'
  | 'unreadable'
  | 'revision-broken'
  | 'changed-after'
  | 'bytes-after'
  | 'weak'
  | 'algorithm-ended'
  | 'not-for-signing'
  | 'revoked'
  | 'revocation-unknown'
  | 'time-stamp-wrong'
  | 'time-stamp-untrusted'

/** These leave the signature whole and only open whom to believe; every other breaks it. */
export const doubts: ReadonlySet<SignatureProblem> = new Set<SignatureProblem>([
  'no-issuer',
  'untrusted-root',
  'expired',
  'not-yet-valid',
  'conditional',
  'name-not-allowed',
  'weak-chain',
  'revocation-unknown',
  'time-stamp-untrusted',
  'algorithm-ended',
])

export type ChangeKind =
  | 'signature-added'
  | 'time-stamp-added'
  | 'validation-data-added'
  | 'drawing-added'
  | 'content'
  | 'page'
  | 'annotation'
  | 'form'
  | 'action'
  | 'metadata'
  | 'catalogue'

/** Something that was changed behind the signature's back, or in a way that leaves it valid. */
export type Change = { readonly kind: ChangeKind; readonly allowed: boolean; readonly page: number | null }

export type Verdict = 'valid' | 'valid-but-extended' | 'invalid' | 'unknown'
export type Revocation = 'good' | 'revoked' | 'unknown'

export type SignatureReport = {
  readonly field: string
  readonly kind: 'signature' | 'time-stamp'
  readonly verdict: Verdict
  readonly problems: readonly SignatureProblem[]
  readonly signer: Name | null
  readonly issuer: Name | null
  /** The serial of the certificate in hex. */
  readonly serial: string | null
  /** What the signer says; nobody proves it. */
  readonly claimedAt: Date | null
  /** What a time stamp proves: it existed at this time at the latest. */
  readonly provedAt: Date | null
  readonly reason: string
  readonly location: string
  readonly coversWholeFile: boolean
  /** Which saving of the file it closes, and of how many: 1 of 2. */
  readonly revision: number
  readonly changes: readonly Change[]
  /** From the signer up to the root. */
  readonly chain: readonly Name[]
  readonly revocation: Revocation
  /** When its issuer was asked for that; null where the file itself brings the proof, or nobody answered. */
  readonly revocationAskedAt: Date | null
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | null
  /** 1 forbids any change, 2 lets forms be filled and signed, 3 notes too; null for a signature that certifies nothing. */
  readonly certifies: 1 | 2 | 3 | null
}

/** Things in the file that can show other content than was signed, whatever the signature says. */
export type Warning = 'script' | 'layers' | 'dynamic-form' | 'locked'

export type VerificationReport = {
  /** `unsigned` for a PDF without signatures, `unreadable` for what is no PDF that all read alike. */
  readonly verdict: Verdict | 'unsigned' | 'unreadable'
  readonly signatures: readonly SignatureReport[]
  readonly revisions: number
  readonly warnings: readonly Warning[]
  /** For the programmer: where the file departs from the standard. */
  readonly defect: string | null
}
