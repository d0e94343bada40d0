export { type LoadReport, loadProcedures } from './actions/load-procedures.ts'
export { procedureEvents } from './events.ts'
export { type Channel, type FeeLine, type FeeNote, feesFor } from './fees.ts'
export { type Answer, type Answers, type FormPage, itemsOf, shownItems, shownPages } from './form/answers.ts'
export { type HeldData, type Prefill, prefillForm, withHeldData } from './form/prefill.ts'
export { type PostedFields, readFormPost } from './form/read-post.ts'
export { formSummary, type SummaryPage } from './form/summary.ts'
export { type FormCheck, formWarnings, validateForm } from './form/validate-form.ts'
export { type PlannedStep, planSteps } from './process-plan.ts'
export { limitOf, type ProcedurePromise, promiseFor, timeLimitOf } from './promise.ts'
export { type ProcedureFiles, readProcedureFiles } from './province-files.ts'
export type { FormFile, FormItem, LimitRow, PaperRow, ProcedureFile, ProcessStep } from './province-shapes.ts'
export {
  formVersion,
  getOffer,
  getProcedureAt,
  procedureAt,
  procedureVersion,
  processVersion,
} from './queries.ts'
export {
  type Level,
  type ListedProcedure,
  listByCodes,
  listProcedures,
  type OnlineLevel,
  type ProcedureFilter,
  type ProcedurePage,
  searchProcedures,
} from './search.ts'
export { allVersions, listLifeEvents } from './store.ts'
export type { FormVersion, Offer, ProcedureVersion, ProcessVersion } from './versions.ts'
