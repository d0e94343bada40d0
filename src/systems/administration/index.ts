export { appointOfficer, endPost } from './actions/appoint-officer.ts'
export { changeAgency } from './actions/change-agency.ts'
export { loadOfficers, type OfficerWithPosts } from './actions/load-officers.ts'
export { loadProvince, type ProvinceLoad } from './actions/load-province.ts'
export { retireOfficers } from './actions/retire-officers.ts'
export { addOfficer, changeOfficer } from './actions/save-officer.ts'
export { removeCalendarDay, setCalendarDay } from './actions/set-calendar-day.ts'
export {
  type AgencyTree,
  agenciesOfArea,
  agenciesOfOffice,
  descendants,
  growTree,
  officeOf,
  type Predecessor,
  predecessorsOf,
} from './agency-tree.ts'
export { administrationConcerns } from './concerns.ts'
export { administrationEvents } from './events.ts'
export { findHotline, hotlineOf } from './hotline.ts'
export { searchLog } from './log-search.ts'
export {
  getOfficer,
  type HeldPost,
  listOfficerRows,
  postsOf,
} from './officer-list.ts'
export { type AdministrationFiles, Hotline, readAdministrationFiles } from './province-files.ts'
export { revisionOf } from './province-rows.ts'
export {
  type AgencyFilter,
  type AreaFilter,
  areaName,
  findAgency,
  findArea,
  getAgency,
  listAgencies,
  listAreas,
  listOfficers,
  type OfficerInPost,
  officerNames,
  officersOf,
} from './queries.ts'
export { fileReorganisations } from './reorganisation/actions/file-reorganisations.ts'
export { reorganiseProvinceIn } from './reorganisation/actions/reorganise-province.ts'
export {
  fileHash,
  readReorganisation,
  readReorganisations,
  readReorganisationText,
} from './reorganisation/file.ts'
export { agencyHolding } from './reorganisation/holding.ts'
export { type PostMove, planReorganisation, type ReorganisationPlan } from './reorganisation/plan.ts'
export type { Problem } from './reorganisation/problems.ts'
export {
  areaOn,
  type CarriedOut,
  findCarriedOutFile,
  getReorganisationFile,
  inheritanceOf,
  kinOf,
  listCarriedOut,
} from './reorganisation/queries.ts'
export type { ProcedureShift, ReorganisationFile } from './reorganisation/schema.ts'
export { type KnownFile, noteEmptied, readProvinceBefore, selectFiles } from './reorganisation/store.ts'
export { areaAfter, type Succession, successionOf, successorOf } from './reorganisation/succession.ts'
export {
  Agency,
  Appointment,
  Area,
  Officer,
  OfficerChange,
  OfficerInput,
  Post,
  type RoleName,
  roleTitles,
} from './schema.ts'
export { agencyTree, calendarSource, provinceName } from './sources.ts'
export { keepIssuer } from './store.ts'
