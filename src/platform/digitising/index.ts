export { type Digitised, digitise } from './digitise.ts'
export {
  type PageFault,
  type PageReport,
  pageFaults,
  type ReadFailure,
  readFailures,
  UnreadableFile,
} from './schema.ts'
