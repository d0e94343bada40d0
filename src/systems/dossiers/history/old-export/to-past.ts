import { localInstant } from '#platform/calendar/index.ts'
import { isRefusal, Refusal } from '#platform/errors.ts'
import { normalisePhone, parseDate } from '#platform/text/index.ts'
import { type DossierState, isIdentityNumber } from '../../schema.ts'
import type { Books } from '../books.ts'
import type { Moment, PastDossier, Performer } from '../past-dossier.ts'
import { type ColumnName, channelOf, columns, type Mapping, stateOf } from './columns.ts'
import type { Cell, OldRow } from './read-table.ts'
import type { Found, Registers } from './registers.ts'

/** Why a row was left out, for the administrator who mends the file. */
export type RowProblem = { readonly row: number; readonly column: string; readonly reason: string }

type World = {
  readonly books: Books
  readonly registers: Registers
  readonly mapping: Mapping
  readonly by: Performer
}

/** A problem in one column; it never leaves this file. */
function wrong(column: ColumnName, reason: string): Refusal {
  return new Refusal(422, 'import.row', reason, { [column]: reason })
}

/** A row of an old export as a past that can be replayed, or what is wrong with it. */
export function toPast(row: OldRow, world: World): PastDossier | RowProblem {
  try {
    return readRow(row, world)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const [column = 'code'] = Object.keys(error.fields) as ColumnName[]
    return { row: row.row, column: columns[column], reason: error.message }
  }
}

function readRow({ cells }: OldRow, world: World): PastDossier {
  const text = (column: ColumnName) => String(cells[column] ?? '')
  const { registers, mapping, by } = world
  const code = needed('code', text('code'))
  const procedureCode = found(
    'procedureCode',
    registers.procedure(text('procedureCode'), text('procedureName')),
  )
  const agencyId = found('agency', registers.agency(needed('agency', text('agency')), text('area')))
  const areaCode = found('area', registers.area(text('area'), agencyId)) || null
  const channel = channelOf(text('channel'), mapping)
  if (!channel)
    throw wrong('channel', `Không hiểu kênh “${text('channel')}”: trực tiếp, trực tuyến hay bưu chính`)
  const days = readDays(cells)
  const state = stateOfRow(text('state'), days, mapping)
  return {
    code,
    procedureCode,
    agencyId,
    areaCode,
    channel,
    applicant: applicantOf(text),
    data: {},
    resultMethod: 'counter',
    submittedAt: days.submittedAt,
    submittedBy: by,
    moments: momentsOf(state, days, { ...world, procedureCode }),
  }
}

function needed(column: ColumnName, text: string): string {
  if (text === '') throw wrong(column, `Thiếu ${columns[column].toLocaleLowerCase('vi')}`)
  return text
}

function found(column: ColumnName, result: Found): string {
  if ('reason' in result) throw wrong(column, result.reason)
  return result.id
}

function applicantOf(text: (column: ColumnName) => string): PastDossier['applicant'] {
  const name = needed('applicantName', text('applicantName'))
  if (name.length > 120) throw wrong('applicantName', 'Họ tên dài quá 120 chữ')
  const identityNumber = text('identityNumber').replaceAll(/[ .]/g, '')
  if (identityNumber !== '' && !isIdentityNumber(identityNumber)) {
    throw wrong('identityNumber', 'Số CCCD phải có 12 chữ số (CMND cũ 9 chữ số)')
  }
  const phone = text('phone') === '' ? '' : normalisePhone(text('phone'))
  if (phone === undefined) throw wrong('phone', 'Số điện thoại không đúng dạng, ví dụ 0912345678')
  return { name, ...(identityNumber ? { identityNumber } : {}), ...(phone ? { phone } : {}) }
}

type Days = {
  readonly submittedAt: Date
  readonly receivedAt: Date | null
  readonly promisedAt: Date | null
  readonly finishedAt: Date | null
  readonly returnedAt: Date | null
}

/** A day without an hour means its opening for what begins and its close for a promise, never before what went before. */
function readDays(cells: OldRow['cells']): Days {
  const submittedAt = readDay('submittedAt', cells, { time: '07:00', after: null })
  if (!submittedAt) throw wrong('submittedAt', 'Thiếu ngày nộp')
  const receivedAt = readDay('receivedAt', cells, { time: '07:30', after: submittedAt })
  const promisedAt = readDay('promisedAt', cells, { time: '17:00', after: null })
  const finishedAt = readDay('finishedAt', cells, { time: '16:00', after: receivedAt ?? submittedAt })
  const returnedAt = readDay('returnedAt', cells, {
    time: '16:30',
    after: finishedAt ?? receivedAt ?? submittedAt,
  })
  return { submittedAt, receivedAt, promisedAt, finishedAt, returnedAt }
}

type Reading = { readonly time: string; readonly after: Date | null }

function readDay(column: ColumnName, cells: OldRow['cells'], { time, after }: Reading): Date | null {
  const cell = cells[column]
  if (cell === undefined) return null
  const [day, clock] = dayAndClock(cell)
  if (!day)
    throw wrong(column, `“${String(cell)}” không phải ngày. Hãy ghi dạng 20/11/2024 hoặc 20/11/2024 09:30`)
  if (clock) return localInstant(day, clock)
  const usual = localInstant(day, time)
  const sameDay =
    after && after > usual && after < localInstant(day, '24:00') && after >= localInstant(day, '00:00')
  return sameDay ? after : usual
}

/** A date cell of a spreadsheet shows the clock of the wall in its UTC fields; midnight means that it has no hour. */
function dayAndClock(cell: Cell): [day: string | undefined, clock: string | undefined] {
  if (cell instanceof Date) {
    const [day, clock] = [cell.toISOString().slice(0, 10), cell.toISOString().slice(11, 16)]
    return [day, clock === '00:00' ? undefined : clock]
  }
  const [, day = '', clock] = /^(\S+)(?:\s+([01]?\d:[0-5]\d|2[0-3]:[0-5]\d)(?::[0-5]\d)?)?$/.exec(cell) ?? []
  return [parseDate(day), clock?.padStart(5, '0')]
}

function stateOfRow(text: string, days: Days, mapping: Mapping): DossierState {
  const told = text === '' ? undefined : stateOf(text, mapping)
  if (text !== '' && !told)
    throw wrong('state', `Không hiểu trạng thái “${text}”. Hãy ghi theo danh mục quốc gia`)
  const { receivedAt, finishedAt, returnedAt } = days
  const state =
    told ?? (returnedAt ? 'returned' : finishedAt ? 'solved' : receivedAt ? 'processing' : 'registered')
  const running = state === 'registered' || state === 'received' || state === 'processing'
  if (running && (finishedAt || returnedAt)) {
    throw wrong('state', `Trạng thái “${text}” nhưng đã có ngày hoàn thành hoặc ngày trả`)
  }
  return state
}

type Telling = World & { readonly procedureCode: string }

function momentsOf(state: DossierState, days: Days, world: Telling): Moment[] {
  const { by } = world
  const { receivedAt, promisedAt, returnedAt } = days
  const endedAt = days.finishedAt ?? returnedAt
  const note = 'Theo hệ thống một cửa cũ'
  if (state === 'registered') return []
  if (state === 'refused') {
    return [
      { kind: 'refused', at: mustHave('finishedAt', endedAt), by, reason: `${note}: không được tiếp nhận` },
    ]
  }
  const takenAt = mustHave('receivedAt', receivedAt)
  const received: Moment = { kind: 'received', at: takenAt, by, ...(promisedAt ? { promisedAt } : {}) }
  if (state === 'received') return [received]
  if (state === 'withdrawn') {
    return [
      received,
      { kind: 'withdrawn', at: mustHave('finishedAt', endedAt), by, reason: `${note}: công dân rút` },
    ]
  }
  return [received, ...afterReception(state, days, { ...world, takenAt, note })]
}

type Received = Telling & { readonly takenAt: Date; readonly note: string }

function afterReception(state: DossierState, days: Days, told: Received): Moment[] {
  const { by, takenAt: at, note, books, procedureCode } = told
  const offer = books.offerOn(procedureCode, '9999-12-31')
  const { steps } = books.planOf(offer)
  // The old system does not say at which desk it was: open work lies on the first, a result came from the last.
  const last = Math.max(0, steps.length - 2)
  const stepIndex = state === 'solved' || state === 'returned' ? last : Math.min(1, last)
  const handed: Moment = { kind: 'handed-over', at, by, stepIndex, note }
  const endedAt = days.finishedAt ?? days.returnedAt
  switch (state) {
    case 'awaiting-supplement':
      return [handed, { kind: 'supplement-requested', at, by, items: [{ text: note }], reason: note }]
    case 'awaiting-payment':
      return [handed, { kind: 'payment-requested', at, by, amount: 0, reason: note }]
    case 'stopped': {
      const stop = { reason: `${note}: dừng xử lý`, legalGround: note }
      return [handed, { kind: 'stopped', at: mustHave('finishedAt', endedAt), by, ...stop }]
    }
    case 'processing':
      return [handed]
    default: {
      const resultName = offer.procedure.content.results[0]?.name ?? offer.procedure.content.shortName
      const result = { resultName, resultNumber: 'theo hệ thống cũ' }
      const solved: Moment = { kind: 'solved', at: mustHave('finishedAt', endedAt), by, ...result }
      if (state === 'solved') return [handed, solved]
      const returned = { at: mustHave('returnedAt', days.returnedAt ?? days.finishedAt), handedTo: note }
      return [handed, solved, { kind: 'returned', by, method: 'counter', ...returned }]
    }
  }
}

function mustHave(column: ColumnName, day: Date | null): Date {
  if (day === null) throw wrong(column, `Trạng thái này cần ${columns[column].toLocaleLowerCase('vi')}`)
  return day
}
