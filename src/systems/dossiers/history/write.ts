import { sql } from 'kysely'
import { localDate } from '#platform/calendar/index.ts'
import { type Cell, type CopyColumn, copyRows } from '#platform/database/copy.ts'
import type { Transaction } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import type { PendingAlarm } from './alarms.ts'
import type { Life, Row } from './life.ts'

type DossierColumn = { [K in keyof Row]: readonly [K, string] }[keyof Row]

/** Every column of a dossier that a past can fill: property, column. */
const dossierColumns: readonly DossierColumn[] = [
  ['id', 'id'],
  ['code', 'code'],
  ['codeTail', 'code_tail'],
  ['state', 'state'],
  ['procedureCode', 'procedure_code'],
  ['procedureName', 'procedure_name'],
  ['field', 'field'],
  ['procedureVersionId', 'procedure_version_id'],
  ['formVersionId', 'form_version_id'],
  ['processVersionId', 'process_version_id'],
  ['regimeId', 'regime_id'],
  ['agencyId', 'agency_id'],
  ['receptionAgencyId', 'reception_agency_id'],
  ['deskAgencyId', 'desk_agency_id'],
  ['areaCode', 'area_code'],
  ['channel', 'channel'],
  ['origin', 'origin'],
  ['simulated', 'simulated'],
  ['accountId', 'account_id'],
  ['applicantName', 'applicant_name'],
  ['applicantNameKey', 'applicant_name_key'],
  ['applicantIdentityNumber', 'applicant_identity_number'],
  ['applicantPhone', 'applicant_phone'],
  ['applicantEmail', 'applicant_email'],
  ['applicantAddress', 'applicant_address'],
  ['data', 'data'],
  ['resultMethod', 'result_method'],
  ['resultAddress', 'result_address'],
  ['submittedAt', 'submitted_at'],
  ['receivedAt', 'received_at'],
  ['clock', 'clock'],
  ['promisedAt', 'promised_at'],
  ['firstPromisedAt', 'first_promised_at'],
  ['dueAt', 'due_at'],
  ['overdueAt', 'overdue_at'],
  ['dueSoonAt', 'due_soon_at'],
  ['supplementRequests', 'supplement_requests'],
  ['askBy', 'ask_by'],
  ['suppliedAt', 'supplied_at'],
  ['stepIndex', 'step_index'],
  ['stepName', 'step_name'],
  ['stepRole', 'step_role'],
  ['stepStartedAt', 'step_started_at'],
  ['stepDueAt', 'step_due_at'],
  ['assigneeId', 'assignee_id'],
  ['assigneeName', 'assignee_name'],
  ['resultNumber', 'result_number'],
  ['outcome', 'outcome'],
  ['finishedAt', 'finished_at'],
  ['returnedAt', 'returned_at'],
  ['closedAt', 'closed_at'],
  ['closingReason', 'closing_reason'],
  ['publicToken', 'public_token'],
  ['revision', 'revision'],
]

const dossierCells = dossierColumns.map(([key, name]): CopyColumn<Row> => [name, (row) => cell(row[key])])

/** Clock and answers are JSON; the rest goes as it is. */
function cell(value: Row[keyof Row]): Cell {
  return typeof value === 'object' && value !== null && !(value instanceof Date)
    ? JSON.stringify(value)
    : value
}

/** Writes the dossiers with their stays, requests, results and ratings. */
export async function insertLives(tx: Transaction, lives: readonly Life[]): Promise<void> {
  const rows = lives.map((life) => life.row)
  await copyRows(tx, 'dossiers.dossier', { columns: dossierCells, rows })
  await copyRows(tx, 'dossiers.stage', { columns: stageCells, rows: lives.flatMap(staysOf) })
  await copyRows(tx, 'dossiers.supplement_request', {
    columns: requestCells,
    rows: lives.flatMap(requestsOf),
  })
  await copyRows(tx, 'dossiers.result', { columns: resultCells, rows: lives.flatMap(resultsOf) })
  await copyRows(tx, 'dossiers.rating', { columns: ratingCells, rows: lives.flatMap(ratingsOf) })
}

function staysOf({ row, stages }: Life) {
  return stages.map((stage) => ({ id: row.id, stage }))
}

const stageCells: readonly CopyColumn<ReturnType<typeof staysOf>[number]>[] = [
  ['dossier_id', ({ id }) => id],
  ['step_index', ({ stage }) => stage.index],
  ['step_id', ({ stage }) => stage.step.id],
  ['step_name', ({ stage }) => stage.step.name],
  ['role', ({ stage }) => stage.step.role],
  ['agency_id', ({ stage }) => stage.agencyId],
  ['officer_id', ({ stage }) => stage.officer?.id ?? null],
  ['officer_name', ({ stage }) => stage.officer?.name ?? null],
  ['started_at', ({ stage }) => stage.startedAt],
  ['due_at', ({ stage }) => stage.dueAt],
  ['finished_at', ({ stage }) => stage.finishedAt],
  ['note', ({ stage }) => stage.note],
]

function requestsOf({ row, requests }: Life) {
  return requests.map((request) => ({ id: row.id, request }))
}

const requestCells: readonly CopyColumn<ReturnType<typeof requestsOf>[number]>[] = [
  ['id', () => newId()],
  ['dossier_id', ({ id }) => id],
  ['items', ({ request }) => request.items],
  ['reason', ({ request }) => request.reason],
  ['requested_by', ({ request }) => request.by.id],
  ['requested_by_name', ({ request }) => request.by.name],
  ['requested_at', ({ request }) => request.at],
  ['answer_due_at', ({ request }) => request.answerDueAt],
  ['answered_at', ({ request }) => request.answeredAt],
  ['answer', ({ request }) => request.answer],
]

function resultsOf({ row, result, handedOver }: Life) {
  return result ? [{ id: row.id, result, handedOver }] : []
}

const resultCells: readonly CopyColumn<ReturnType<typeof resultsOf>[number]>[] = [
  ['id', () => newId()],
  ['dossier_id', ({ id }) => id],
  ['name', ({ result }) => result.name],
  ['number', ({ result }) => result.number],
  ['issued_on', ({ result }) => localDate(result.issuedAt)],
  ['signed_by', ({ result }) => result.signedBy],
  ['issued_at', ({ result }) => result.issuedAt],
  ['handed_over_at', ({ handedOver }) => handedOver?.at ?? null],
  ['handed_to', ({ handedOver }) => handedOver?.to ?? null],
  ['handed_method', ({ handedOver }) => handedOver?.method ?? null],
]

function ratingsOf({ row, rating }: Life) {
  return rating ? [{ id: row.id, rating }] : []
}

const ratingCells: readonly CopyColumn<ReturnType<typeof ratingsOf>[number]>[] = [
  ['dossier_id', ({ id }) => id],
  ['stars', ({ rating }) => rating.stars],
  ['comment', ({ rating }) => rating.comment],
  ['rated_at', ({ rating }) => rating.at],
]

/**
 * Appends the events of all lives in the order of their time; those of one dossier keep their own order. They are the
 * events that the actions append, so every reader folds them as if they had been read at the time.
 */
export async function appendHistory(
  tx: Transaction,
  requestId: string,
  lives: readonly Life[],
): Promise<void> {
  const rows = lives.flatMap(({ row, events }) =>
    events.map((event) => ({ row, event, time: event.at.getTime() })),
  )
  rows.sort((a, b) => a.time - b.time)
  for (const { row, event } of rows) event.data['code'] = row.code
  const same: readonly CopyColumn<unknown>[] = [['request_id', () => requestId]]
  await copyRows(tx, 'platform.event', { columns: [...same, ...eventCells], rows })
}

type Happened = { readonly row: Row; readonly event: Life['events'][number] }

const eventCells: readonly CopyColumn<Happened>[] = [
  ['at', ({ event }) => event.at],
  ['name', ({ event }) => event.name],
  ['subject_id', ({ row }) => row.id],
  ['actor_kind', ({ event }) => event.by.kind],
  ['actor_id', ({ event }) => event.by.id],
  ['actor_name', ({ event }) => event.by.name],
  ['agency_id', ({ row }) => row.agencyId],
  ['area_code', ({ row }) => row.areaCode],
  ['purpose', ({ event }) => event.purpose],
  ['simulated', ({ row }) => row.simulated],
  ['data', ({ event }) => JSON.stringify(event.data)],
]

/** Queues what has yet to ring. */
export async function addAlarms(tx: Transaction, alarms: readonly PendingAlarm[]): Promise<void> {
  if (alarms.length === 0) return
  await sql`
    select platform.add_job(alarm.task, alarm.payload, alarm.run_at, alarm.key)
      from unnest(${alarms.map((alarm) => alarm.task)}::text[],
                  ${alarms.map((alarm) => JSON.stringify(alarm.payload))}::json[],
                  ${alarms.map((alarm) => alarm.runAt.toISOString())}::timestamptz[],
                  ${alarms.map((alarm) => alarm.key)}::text[]) as alarm (task, payload, run_at, key)`.execute(
    tx,
  )
}
