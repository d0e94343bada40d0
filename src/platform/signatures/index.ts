export type { AlgorithmEnd } from './algorithms.ts'
export { type Drawing, readDrawing, type SeenSignature } from './appearance.ts'
export { type Certificate, type Name, readCertificates, shownName } from './certificate.ts'
export { openRemoteKey, type RemoteKey } from './csc.ts'
export { DerError } from './der.ts'
export type { KeyHolder } from './key-holder.ts'
export { PdfError } from './pdf/values.ts'
export { openToken, type TokenKey } from './pkcs11.ts'
export { KeyFileError, openKeyFile } from './pkcs12.ts'
export { signPdf, stampPdf } from './sign-pdf.ts'
export { readTimeStamp, restingStamper, type TimeStamper, timeStamperAt } from './time-stamp.ts'
export {
  noValidationData,
  openValidationSource,
  type ValidationData,
  type ValidationSource,
} from './validation-data.ts'
export { type Proof, proofOf } from './verify/proof.ts'
export type {
  Change,
  ChangeKind,
  Revocation,
  SignatureProblem,
  SignatureReport,
  Verdict,
  VerificationReport,
  Warning,
} from './verify/report.ts'
export { judge } from './verify/trust.ts'
export { verifyPdf } from './verify/verify-pdf.ts'
