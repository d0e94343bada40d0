import { join } from 'node:path'
import { Type } from 'typebox'
import {
  dayExists,
  type FileProblem,
  type JsonRead,
  readJson,
  readJsonFolder,
  refuseProblems,
} from '#platform/province/index.ts'
import { checkForm } from './form-file-checks.ts'
import { checkJoined } from './joined-file-checks.ts'
import { JoinedFile } from './joined-shapes.ts'
import { planSteps } from './process-plan.ts'
import { FormFile, LifeEvent, ProcedureFile, ProcessFile } from './province-shapes.ts'

/** The procedures part of a province folder, read and cross-checked. */
export type ProcedureFiles = {
  procedures: ProcedureFile[]
  processes: ProcessFile[]
  forms: FormFile[]
  lifeEvents: LifeEvent[]
  joined: JoinedFile[]
}

type Reads = {
  procedures: JsonRead<ProcedureFile>[]
  processes: JsonRead<ProcessFile>[]
  forms: JsonRead<FormFile>[]
  lifeEvents: JsonRead<LifeEvent[]>
  joined: JsonRead<JoinedFile>[]
}

/**
 * Reads procedures/, processes/, forms/, joined/ and life-events.json of a province folder. `agencyCodes` are the agencies of
 * the same province. Throws one ProvinceFileError with the file, line and reason of everything that is wrong: shape,
 * file name unlike its code, repeated codes, days, references that lead nowhere, a process that does not fit in the
 * limit, a form whose questions and schema differ.
 */
export async function readProcedureFiles(
  folder: string,
  agencyCodes: ReadonlySet<string>,
): Promise<ProcedureFiles> {
  const [procedures, processes, forms, lifeEvents, joined] = await Promise.all([
    readJsonFolder(join(folder, 'procedures'), ProcedureFile),
    readJsonFolder(join(folder, 'processes'), ProcessFile),
    readJsonFolder(join(folder, 'forms'), FormFile),
    readJson(join(folder, 'life-events.json'), Type.Array(LifeEvent)),
    readJsonFolder(join(folder, 'joined'), JoinedFile),
  ])
  const reads: Reads = { procedures, processes, forms, lifeEvents, joined }
  const problems = [...procedures, ...processes, ...forms, ...joined, lifeEvents].flatMap(
    (read) => read.problems,
  )
  problems.push(...procedures.flatMap((read) => checkProcedure(read, reads, agencyCodes)))
  problems.push(...processes.flatMap(checkProcess), ...forms.flatMap(checkForm), ...checkLifeEvents(reads))
  problems.push(...joined.flatMap((read) => checkJoined(read, reads, agencyCodes)))
  refuseProblems(problems)
  return {
    procedures: valuesOf(procedures),
    processes: valuesOf(processes),
    forms: valuesOf(forms),
    lifeEvents: lifeEvents.value ?? [],
    joined: valuesOf(joined),
  }
}

function valuesOf<T>(reads: JsonRead<T>[]): T[] {
  return reads.flatMap((read) => (read.value === undefined ? [] : [read.value]))
}

/** What a row refers to: it must fit the processes, forms and events of life beside it. */
export type Beside = Pick<Reads, 'processes' | 'forms' | 'lifeEvents'>

/** Everything that is wrong with one procedure that fits its shape. */
export function checkProcedure(
  read: JsonRead<ProcedureFile>,
  all: Beside,
  agencyCodes: ReadonlySet<string>,
): FileProblem[] {
  const procedure = read.value
  if (procedure === undefined) return []
  const problems: FileProblem[] = []
  const tell = (path: (string | number)[], reason: string) =>
    problems.push({ file: read.file, line: read.lineOf(path), reason })
  if (read.file !== `procedures/${procedure.code}.json`) tell(['code'], 'Tên tệp phải là mã thủ tục')
  checkValidity(procedure, tell)
  if (all.forms.every(({ file }) => file !== `forms/${procedure.form}.json`))
    tell(['form'], `Biểu mẫu "${procedure.form}" không có trong forms/`)
  const events = all.lifeEvents.value
  for (const [index, slug] of procedure.lifeEvents.entries())
    if (events?.every((event) => event.slug !== slug) === true)
      tell(['lifeEvents', index], `Việc trong đời "${slug}" không có trong life-events.json`)
  checkAgencies(procedure, agencyCodes, tell)
  checkFees(procedure, tell)
  checkPapers(procedure, tell)
  const process = all.processes.find(({ file }) => file === `processes/${procedure.process}.json`)
  if (process === undefined) tell(['process'], `Quy trình "${procedure.process}" không có trong processes/`)
  else if (process.value !== undefined) checkLimits(procedure, process.value, tell)
  return problems
}

type Tell = (path: (string | number)[], reason: string) => void

function checkValidity(value: { validFrom: string; validTo?: string }, tell: Tell): void {
  if (!dayExists(value.validFrom)) tell(['validFrom'], `Không có ngày ${value.validFrom}`)
  if (value.validTo === undefined) return
  if (!dayExists(value.validTo)) tell(['validTo'], `Không có ngày ${value.validTo}`)
  if (value.validTo < value.validFrom) tell(['validTo'], 'Hết hiệu lực trước ngày có hiệu lực')
}

function checkAgencies(procedure: ProcedureFile, agencyCodes: ReadonlySet<string>, tell: Tell): void {
  for (const level of ['province', 'district', 'commune'] as const)
    if (procedure.levels.includes(level) !== (procedure.agencyByLevel[level] !== undefined))
      tell(
        ['agencyByLevel'],
        `Cấp "${level}" phải có cả trong levels và agencyByLevel, hoặc không có ở cả hai`,
      )
  const agency = procedure.agencyByLevel.province
  if (agency !== undefined && !agencyCodes.has(agency))
    tell(['agencyByLevel', 'province'], `Cơ quan "${agency}" không có trong agencies.csv`)
}

function checkFees({ fees }: ProcedureFile, tell: Tell): void {
  for (const [index, { amount, onlineAmount, onlineUntil, tiers = [] }] of fees.entries()) {
    if (onlineUntil !== undefined && !dayExists(onlineUntil))
      tell(['fees', index, 'onlineUntil'], `Không có ngày ${onlineUntil}`)
    if (onlineUntil !== undefined && onlineAmount === undefined)
      tell(['fees', index, 'onlineUntil'], 'Có ngày hết mức trực tuyến mà không có mức trực tuyến')
    if (tiers.length > 0 && amount === null)
      tell(['fees', index, 'tiers'], 'Có mức theo bậc mà không có mức đầu')
    if (tiers.some(({ from }, place) => from <= (tiers[place - 1]?.from ?? 1)))
      tell(['fees', index, 'tiers'], 'Các bậc phải theo thứ tự tăng dần')
  }
}

function checkPapers(procedure: ProcedureFile, tell: Tell): void {
  const ids = new Set<string>()
  for (const [index, paper] of procedure.papers.entries()) {
    if (ids.has(paper.id)) tell(['papers', index, 'id'], `Giấy tờ "${paper.id}" trùng mã trong thủ tục`)
    if (paper.case !== undefined && paper.required)
      tell(
        ['papers', index, 'required'],
        'Giấy tờ chỉ cần trong một trường hợp thì không bắt buộc (required: false)',
      )
    ids.add(paper.id)
  }
}

function checkLimits(procedure: ProcedureFile, process: ProcessFile, tell: Tell): void {
  for (const [index, limit] of procedure.limits.entries()) {
    if (limit.days === 0 && limit.unit !== 'same-day')
      tell(['limits', index, 'days'], 'Thời hạn 0 chỉ có ở loại same-day')
    const rest = planSteps(process, limit).find((step) => step.minutes !== null && step.minutes <= 0)
    if (rest !== undefined)
      tell(['limits', index], `Quy trình "${process.id}" dài hơn thời hạn: bước "${rest.name}" không còn giờ`)
  }
}

function checkProcess(read: JsonRead<ProcessFile>): FileProblem[] {
  const process = read.value
  if (process === undefined) return []
  const problems: FileProblem[] = []
  const tell: Tell = (path, reason) => problems.push({ file: read.file, line: read.lineOf(path), reason })
  if (read.file !== `processes/${process.id}.json`) tell(['id'], 'Tên tệp phải là mã quy trình')
  checkValidity(process, tell)
  const { steps } = process
  if (new Set(steps.map((step) => step.id)).size < steps.length) tell(['steps'], 'Hai bước trùng mã')
  if (steps[0]?.kind !== 'receive') tell(['steps', 0], 'Bước đầu phải là tiếp nhận (receive)')
  // A dossier is in work (state 4) between reception and return; without a step there it could never have a result.
  if (steps.length < 3) tell(['steps'], 'Phải có ít nhất một bước giải quyết giữa tiếp nhận và trả kết quả')
  const last = steps.at(-1)
  if (last?.kind !== 'return' || last.hours !== null)
    tell(
      ['steps', steps.length - 1],
      'Bước cuối phải là trả kết quả (return), không tính thời gian (hours: null)',
    )
  if (steps.filter((step) => step.hours === 'rest').length !== 1)
    tell(['steps'], 'Phải có đúng một bước nhận phần thời gian còn lại (hours: "rest")')
  return problems
}

function checkLifeEvents(all: Reads): FileProblem[] {
  const { file, lineOf, value } = all.lifeEvents
  // Found by file name: a file with a problem of its own is not also told as missing.
  const procedures = new Map(all.procedures.map((read) => [read.file, read.value]))
  const slugs = new Set<string>()
  return (value ?? []).flatMap((event, index) => {
    const found: FileProblem[] = []
    const tell: Tell = (path, reason) => found.push({ file, line: lineOf([index, ...path]), reason })
    if (slugs.has(event.slug)) tell(['slug'], `Việc trong đời "${event.slug}" viết hai lần`)
    slugs.add(event.slug)
    for (const [at, code] of event.procedures.entries()) {
      const file = `procedures/${code}.json`
      if (!procedures.has(file)) tell(['procedures', at], `Thủ tục "${code}" không có trong procedures/`)
      else if (procedures.get(file)?.lifeEvents.includes(event.slug) === false)
        tell(['procedures', at], `Thủ tục "${code}" chưa ghi "${event.slug}" trong lifeEvents`)
    }
    return found
  })
}
