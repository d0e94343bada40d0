export { type LawLoad, loadLaw } from './actions/load-law.ts'
export { type LoadReport, loadProcedures } from './actions/load-procedures.ts'
export { planShift, shiftProceduresIn } from './actions/shift-procedures.ts'
export type { CompetenceShift } from './competence-shift.ts'
export { procedureEvents } from './events.ts'
export { type Channel, type FeeLine, type FeeNote, feesFor } from './fees.ts'
export { joinedNow, promiseOfFiling, resultsPromised } from './filing-promise.ts'
export { type Answer, type Answers, type FormPage, itemsOf, shownItems, shownPages } from './form/answers.ts'
export { type HeldData, type Prefill, prefillForm } from './form/prefill.ts'
export { type PostedFields, readFormPost } from './form/read-post.ts'
export { formSummary, type SummaryPage } from './form/summary.ts'
export { type FormCheck, formWarnings, validateForm } from './form/validate-form.ts'
export {
  type LegWait,
  legRow,
  limitOfLeg,
  promiseOfWhole,
  type Schedule,
  type Scheduling,
  scheduleLegs,
  type WholePromise,
} from './joined-schedule.ts'
export type { JoinedFile, JoinedLeg } from './joined-shapes.ts'
export { readLawFiles } from './law/law-files.ts'
export {
  holdsOn as groundHolds,
  type RegimeLaw,
  type RuleId,
  type RuleRow,
  ruleIds,
  type SectorTerm,
  type StopGround,
} from './law/law-shapes.ts'
export {
  allRegimes,
  allStopGrounds,
  groundInFull,
  listRegimes,
  type Regime,
  regimeOn,
  stopGroundsOn,
  termsKept,
  termsNow,
  termsOn,
} from './law/regimes.ts'
export {
  actOf,
  endOf,
  lastMinutesOf,
  leadOf,
  limitUnder,
  type Matter,
  minutesOf,
  spansOf,
  type Term,
  type TermSpan,
  type Terms,
  termsAbout,
  termsOf,
  timeOfDay,
} from './law/terms.ts'
export { type PlannedStep, planSteps } from './process-plan.ts'
export { caseOf, limitOf, type ProcedurePromise, rowOf, timeLimitOf } from './promise.ts'
export { type ProcedureFiles, readProcedureFiles } from './province-files.ts'
export type { FormFile, FormItem, LimitRow, PaperRow, ProcedureFile, ProcessStep } from './province-shapes.ts'
export {
  formVersion,
  getLegOffer,
  getOffer,
  getProcedureAt,
  joinedAt,
  joinedVersion,
  procedureAt,
  procedureVersion,
  processAt,
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
export type { FormVersion, JoinedVersion, Offer, ProcedureVersion, ProcessVersion } from './versions.ts'
export { feeNoteWords, feeWords } from './web/fee-words.ts'
