import { type RawBuilder, sql } from 'kysely'
import { localDate } from '#platform/calendar/index.ts'
import type { Transaction } from '#platform/database/database.ts'
import type { PendingAlarm } from './alarms.ts'
import type { Life, Row } from './life.ts'

/** A column of a bulk insert: its name, the type of its values in SQL, the values of all rows. */
type Column = readonly [name: string, type: string, values: readonly unknown[]]

type Constant = readonly [name: string, value: RawBuilder<unknown>]

/** One statement for all rows: arrays go over as columns, and what is the same in all of them is said once. */
async function insertColumns(
  tx: Transaction,
  table: string,
  { columns, constants = [] }: { columns: readonly Column[]; constants?: readonly Constant[] },
): Promise<void> {
  if (columns[0]?.[2].length === 0) return
  const names = [...constants, ...columns].map(([name]) => sql.id(name))
  // Cast after the split: an array of another type would be built only to be taken apart again.
  const cast = columns.map(([name, type]) => sql`rows.${sql.id(name)}::${sql.raw(type)}`)
  const values = sql.join([...constants.map(([, value]) => value), ...cast])
  const arrays = sql.join(columns.map(([, , each]) => textArray(each)))
  const aliases = sql.join(columns.map(([name]) => sql.id(name)))
  await sql`insert into ${sql.table(table)} (${sql.join(names)})
    select ${values} from unnest(${arrays}) as rows (${aliases})`.execute(tx)
}

/** Control characters, which no text of ours holds: `normalise` takes them out. */
const SEPARATOR = '\u001f'
const ABSENT = '\u001e'

/**
 * The values of a column, joined here and split by the server, which spares both sides the quoting: of a million events
 * that is most of the work. Should a text hold the separator after all, or be the only one and empty, it is quoted.
 */
function textArray(values: readonly unknown[]): RawBuilder<unknown> {
  const joined = values.map((value) => value ?? ABSENT).join(SEPARATOR)
  const parts = joined.length - joined.replaceAll(SEPARATOR, '').length + 1
  if (parts !== values.length || joined === '') return sql`${values.map((value) => value ?? null)}::text[]`
  return sql`string_to_array(${joined}, ${SEPARATOR}, ${ABSENT})`
}

function text(instant: Date | null): string | null {
  return instant === null ? null : instant.toISOString()
}

type DossierColumn = { [K in keyof Row]: readonly [K, string, string] }[keyof Row]

/** Every column of a dossier that a past can fill: property, column, type. */
const dossierColumns: readonly DossierColumn[] = [
  ['id', 'id', 'uuid'],
  ['code', 'code', 'text'],
  ['codeTail', 'code_tail', 'text'],
  ['state', 'state', 'text'],
  ['procedureCode', 'procedure_code', 'text'],
  ['procedureName', 'procedure_name', 'text'],
  ['field', 'field', 'text'],
  ['procedureVersionId', 'procedure_version_id', 'uuid'],
  ['formVersionId', 'form_version_id', 'uuid'],
  ['processVersionId', 'process_version_id', 'uuid'],
  ['agencyId', 'agency_id', 'text'],
  ['receptionAgencyId', 'reception_agency_id', 'text'],
  ['deskAgencyId', 'desk_agency_id', 'text'],
  ['areaCode', 'area_code', 'text'],
  ['channel', 'channel', 'text'],
  ['origin', 'origin', 'text'],
  ['simulated', 'simulated', 'bool'],
  ['applicantName', 'applicant_name', 'text'],
  ['applicantNameKey', 'applicant_name_key', 'text'],
  ['applicantIdentityNumber', 'applicant_identity_number', 'text'],
  ['applicantPhone', 'applicant_phone', 'text'],
  ['applicantEmail', 'applicant_email', 'text'],
  ['applicantAddress', 'applicant_address', 'text'],
  ['data', 'data', 'jsonb'],
  ['resultMethod', 'result_method', 'text'],
  ['resultAddress', 'result_address', 'text'],
  ['submittedAt', 'submitted_at', 'timestamptz'],
  ['receivedAt', 'received_at', 'timestamptz'],
  ['clock', 'clock', 'jsonb'],
  ['promisedAt', 'promised_at', 'timestamptz'],
  ['firstPromisedAt', 'first_promised_at', 'timestamptz'],
  ['dueAt', 'due_at', 'timestamptz'],
  ['overdueAt', 'overdue_at', 'timestamptz'],
  ['dueSoonAt', 'due_soon_at', 'timestamptz'],
  ['supplementRequests', 'supplement_requests', 'int'],
  ['suppliedAt', 'supplied_at', 'timestamptz'],
  ['stepIndex', 'step_index', 'int'],
  ['stepName', 'step_name', 'text'],
  ['stepRole', 'step_role', 'text'],
  ['stepStartedAt', 'step_started_at', 'timestamptz'],
  ['stepDueAt', 'step_due_at', 'timestamptz'],
  ['assigneeId', 'assignee_id', 'text'],
  ['assigneeName', 'assignee_name', 'text'],
  ['resultNumber', 'result_number', 'text'],
  ['outcome', 'outcome', 'text'],
  ['finishedAt', 'finished_at', 'timestamptz'],
  ['returnedAt', 'returned_at', 'timestamptz'],
  ['closedAt', 'closed_at', 'timestamptz'],
  ['closingReason', 'closing_reason', 'text'],
  ['publicToken', 'public_token', 'text'],
  ['revision', 'revision', 'int'],
]

function cell(value: unknown, type: string): unknown {
  if (value instanceof Date) return value.toISOString()
  return type === 'jsonb' && value !== null ? JSON.stringify(value) : value
}

/** Writes the dossiers with their stays, requests, results and ratings. */
export async function insertLives(tx: Transaction, lives: readonly Life[]): Promise<void> {
  const rows = lives.map((life) => life.row)
  const columns = dossierColumns.map(
    ([key, name, type]): Column => [name, type, rows.map((row) => cell(row[key], type))],
  )
  await insertColumns(tx, 'dossiers.dossier', { columns })
  await insertStages(tx, lives)
  await insertRequests(tx, lives)
  await insertResults(tx, lives)
  const rated = lives.flatMap(({ row, rating }) => (rating ? [{ id: row.id, ...rating }] : []))
  await insertColumns(tx, 'dossiers.rating', {
    columns: [
      ['dossier_id', 'uuid', rated.map((each) => each.id)],
      ['stars', 'int', rated.map((each) => each.stars)],
      ['comment', 'text', rated.map((each) => each.comment)],
      ['rated_at', 'timestamptz', rated.map((each) => text(each.at))],
    ],
  })
}

async function insertStages(tx: Transaction, lives: readonly Life[]): Promise<void> {
  const stages = lives.flatMap(({ row, stages }) => stages.map((stage) => ({ ...stage, id: row.id })))
  await insertColumns(tx, 'dossiers.stage', {
    columns: [
      ['dossier_id', 'uuid', stages.map((stage) => stage.id)],
      ['step_index', 'int', stages.map((stage) => stage.index)],
      ['step_id', 'text', stages.map((stage) => stage.step.id)],
      ['step_name', 'text', stages.map((stage) => stage.step.name)],
      ['role', 'text', stages.map((stage) => stage.step.role)],
      ['agency_id', 'text', stages.map((stage) => stage.agencyId)],
      ['officer_id', 'text', stages.map((stage) => stage.officer?.id ?? null)],
      ['officer_name', 'text', stages.map((stage) => stage.officer?.name ?? null)],
      ['started_at', 'timestamptz', stages.map((stage) => text(stage.startedAt))],
      ['due_at', 'timestamptz', stages.map((stage) => text(stage.dueAt))],
      ['finished_at', 'timestamptz', stages.map((stage) => text(stage.finishedAt))],
      ['note', 'text', stages.map((stage) => stage.note)],
    ],
  })
}

async function insertRequests(tx: Transaction, lives: readonly Life[]): Promise<void> {
  const requests = lives.flatMap(({ row, requests }) =>
    requests.map((request) => ({ ...request, id: row.id })),
  )
  await insertColumns(tx, 'dossiers.supplement_request', {
    columns: [
      ['id', 'uuid', requests.map(() => crypto.randomUUID())],
      ['dossier_id', 'uuid', requests.map((request) => request.id)],
      ['items', 'jsonb', requests.map((request) => request.items)],
      ['reason', 'text', requests.map((request) => request.reason)],
      ['requested_by', 'text', requests.map((request) => request.by.id)],
      ['requested_by_name', 'text', requests.map((request) => request.by.name)],
      ['requested_at', 'timestamptz', requests.map((request) => text(request.at))],
      ['answer_due_at', 'timestamptz', requests.map((request) => text(request.answerDueAt))],
      ['answered_at', 'timestamptz', requests.map((request) => text(request.answeredAt))],
      ['answer', 'text', requests.map((request) => request.answer)],
    ],
  })
}

async function insertResults(tx: Transaction, lives: readonly Life[]): Promise<void> {
  const results = lives.flatMap(({ row, result, handedOver }) =>
    result ? [{ id: row.id, result, handedOver }] : [],
  )
  await insertColumns(tx, 'dossiers.result', {
    columns: [
      ['id', 'uuid', results.map(() => crypto.randomUUID())],
      ['dossier_id', 'uuid', results.map((each) => each.id)],
      ['name', 'text', results.map(({ result }) => result.name)],
      ['number', 'text', results.map(({ result }) => result.number)],
      ['issued_on', 'date', results.map(({ result }) => localDate(result.issuedAt))],
      ['signed_by', 'text', results.map(({ result }) => result.signedBy)],
      ['issued_at', 'timestamptz', results.map(({ result }) => text(result.issuedAt))],
      ['handed_over_at', 'timestamptz', results.map(({ handedOver }) => text(handedOver?.at ?? null))],
      ['handed_to', 'text', results.map(({ handedOver }) => handedOver?.to ?? null)],
      ['handed_method', 'text', results.map(({ handedOver }) => handedOver?.method ?? null)],
    ],
  })
}

/**
 * Appends the events of all lives in the order of their time; those of one dossier keep their own order. They are the
 * events that the actions append, so every reader folds them as if they had been read at the time.
 */
export async function appendHistory(
  tx: Transaction,
  requestId: string,
  lives: readonly Life[],
): Promise<void> {
  const events = lives.flatMap(({ row, events }) =>
    events.map((event) => ({ row, event, time: event.at.getTime() })),
  )
  events.sort((a, b) => a.time - b.time)
  for (const { row, event } of events) event.data['code'] = row.code
  await insertColumns(tx, 'platform.event', {
    columns: [
      ['at', 'timestamptz', events.map(({ event }) => text(event.at))],
      ['name', 'text', events.map(({ event }) => event.name)],
      ['subject_id', 'text', events.map(({ row }) => row.id)],
      ['actor_kind', 'text', events.map(({ event }) => event.by.kind)],
      ['actor_id', 'text', events.map(({ event }) => event.by.id)],
      ['actor_name', 'text', events.map(({ event }) => event.by.name)],
      ['agency_id', 'text', events.map(({ row }) => row.agencyId)],
      ['area_code', 'text', events.map(({ row }) => row.areaCode)],
      ['purpose', 'text', events.map(({ event }) => event.purpose)],
      ['data', 'jsonb', events.map(({ event }) => JSON.stringify(event.data))],
    ],
    constants: [
      // The default would ask for the epoch once a row.
      ['epoch', sql`(select platform.current_epoch())`],
      ['request_id', sql`${requestId}::text`],
      ['simulated', sql`${lives[0]?.row.simulated ?? false}::bool`],
    ],
  })
}

/** Queues what has yet to ring. */
export async function addAlarms(tx: Transaction, alarms: readonly PendingAlarm[]): Promise<void> {
  if (alarms.length === 0) return
  await sql`
    select platform.add_job(alarm.task, alarm.payload, alarm.run_at, alarm.key)
      from unnest(${alarms.map((alarm) => alarm.task)}::text[],
                  ${alarms.map((alarm) => JSON.stringify(alarm.payload))}::json[],
                  ${alarms.map((alarm) => text(alarm.runAt))}::timestamptz[],
                  ${alarms.map((alarm) => alarm.key)}::text[]) as alarm (task, payload, run_at, key)`.execute(
    tx,
  )
}
