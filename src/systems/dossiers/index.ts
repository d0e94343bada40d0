export { assignDossier } from './actions/assign-dossier.ts'
export { attachPaper, removePaper } from './actions/attach-paper.ts'
export { confirmPayment, requestPayment } from './actions/await-payment.ts'
export { consultAgency, replyToConsultation } from './actions/consult-agency.ts'
export { type Draft, deleteDraft, getDraft, saveDraft, startDraft } from './actions/edit-draft.ts'
export { stopDossier, withdrawAtCounter, withdrawDossier } from './actions/end-dossier.ts'
export { markTold, type Told } from './actions/mark-told.ts'
export { handOver, sendBack } from './actions/move-dossier.ts'
export { receiveDossier } from './actions/receive-dossier.ts'
export { refuseDossier } from './actions/refuse-dossier.ts'
export { requestSupplement } from './actions/request-supplement.ts'
export { rateDossier, returnResult, solveDossier } from './actions/solve-dossier.ts'
export { type CounterEntry, registerAtCounter, submitDraft } from './actions/submit-dossier.ts'
export { supplyDossier } from './actions/supply-dossier.ts'
export { sendApology } from './apology/actions/send-apology.ts'
export { type Apology, sentApology } from './apology/store.ts'
export { type DossierEventName, dossierEvents } from './events.ts'
export { recordHistory } from './history/actions/record-history.ts'
export { type Books, openBooks } from './history/books.ts'
export { Mapping } from './history/old-export/columns.ts'
export {
  type ImportReport,
  importFile,
  type OldExport,
  rejectedCsv,
} from './history/old-export/import-file.ts'
export type { Moment, PastDossier } from './history/past-dossier.ts'
export { goOnWithout } from './joined/actions/go-on-without.ts'
export { hasDigitised, type SubmittedFlags, submittedFlags } from './papers/digital-figures.ts'
export { maySee } from './policy.ts'
export {
  countEvidence,
  type EvidenceFilter,
  type EvidenceKey,
  type EvidenceOrder,
  type EvidenceRow,
  listEvidence,
  procedureNamesOf,
} from './queries/evidence.ts'
export { beginReorganisation } from './reorganisation/actions/begin-reorganisation.ts'
export { moveOpenDossiers } from './reorganisation/actions/move-open-dossiers.ts'
export { listUnkeyed } from './reorganisation/keys.ts'
export { previewReorganisation } from './reorganisation/preview.ts'
export type { ReorganisationReport } from './reorganisation/report.ts'
export { findRun } from './reorganisation/store.ts'
export { addResult } from './results/actions/add-result.ts'
export { correctResult, reissueResult } from './results/actions/correct-result.ts'
export { handOverResult } from './results/actions/hand-over-result.ts'
export { refuseCorrection, requestCorrection } from './results/actions/request-correction.ts'
export { revokeResult } from './results/actions/revoke-result.ts'
export { listResults, type ResultVersion } from './results/store.ts'
export {
  Channel,
  type DossierState,
  dossierStates,
  nationalStateCode,
  type Outcome,
  type ResultMethod,
} from './schema.ts'
export { type Dossier, findDossier, findDossierByCode, listAttachments } from './store.ts'
