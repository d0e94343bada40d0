export { loadSignatureRules } from './actions/load-rules.ts'
export { type KeyRegistration, registerKey } from './actions/register-key.ts'
export { requestSigning, type SigningRequest } from './actions/request-signing.ts'
export { distrustSandbox, trustRoot } from './actions/trust-root.ts'
export { signingEvents } from './events.ts'
export {
  countWaitingPapers,
  findKeyedAgencies,
  findKeyOwners,
  findKnownFile,
  findLoss,
  findSignedDocument,
  hasKey,
  type KnownFile,
  listSignedDocuments,
} from './queries.ts'
export { placeSigners } from './rules.ts'
export type { DocumentKind, DocumentState, SignatureLevel, SignedDocument, Signer } from './schema.ts'
export { readSignatureRules } from './signature-rules.ts'
export { verifySignatures, verifyStored } from './verify-stored.ts'
