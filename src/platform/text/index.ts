export { type CsvColumn, csvLines } from './csv.ts'
export {
  type DateLike,
  formatDate,
  formatDateTime,
  formatLongDate,
  formatTime,
  formatWeekday,
  parseDate,
  relativeDue,
} from './dates.ts'
export {
  identityNumberParts,
  isIdentityNumber,
  isTaxCode,
  maskIdentityNumber,
  maskPhone,
  normalisePhone,
} from './identity-numbers.ts'
export {
  compareByGivenName,
  givenNameSortKey,
  looksLikeTypingResidue,
  maskName,
  type NameParts,
  nameParts,
  shortName,
  upperCaseName,
} from './names.ts'
export { normalise, normaliseLines } from './normalise.ts'
export { formatMoney, formatNumber, formatPercent, moneyInWords } from './numbers.ts'
export { exactKey, fuzzyKey, searchKey } from './search-keys.ts'
