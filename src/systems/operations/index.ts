export { operationsReader } from './projection.ts'
export { procedureFigures, todayFigures } from './public-figures.ts'
export { type Counts, countFlows, countFlowsByAgency, hasSimulated, type Keeping, keptOf } from './queries.ts'
