export { operationsReader } from './projection.ts'
export { type PublicFigures, procedureFigures, todayFigures } from './public-figures.ts'
export { hasSimulated } from './queries.ts'
