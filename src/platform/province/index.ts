export { type FileProblem, ProvinceFileError, refuseProblems } from './problems.ts'
export { type CsvRead, type LocatedRow, readCsv } from './read-csv.ts'
export { type JsonRead, readJson, readJsonFolder, readJsonText } from './read-json.ts'
export { Certainty, Day, dayExists } from './shapes.ts'
