export { operationsReader } from './projection.ts'
export { procedureFigures, todayFigures } from './public-figures.ts'
export { hasSimulated } from './queries.ts'
