import { dayExists, type FileProblem, type JsonRead } from '#platform/province/index.ts'
import type { JoinedFile, JoinedLeg } from './joined-shapes.ts'
import { planSteps } from './process-plan.ts'
import { timeLimitOf } from './promise.ts'
import type { FormFile, LimitRow, ProcedureFile, ProcessFile } from './province-shapes.ts'

/** What a bundle refers to. */
export type BesideJoined = {
  readonly procedures: readonly JsonRead<ProcedureFile>[]
  readonly processes: readonly JsonRead<ProcessFile>[]
  readonly forms: readonly JsonRead<FormFile>[]
}

type Tell = (path: (string | number)[], reason: string) => void
type Room = {
  readonly whole: ProcedureFile
  readonly beside: BesideJoined
  readonly agencyCodes: ReadonlySet<string>
  readonly tell: Tell
}

/**
 * What is wrong with one bundle that fits its shape: an unknown procedure, process, form, agency or paper; a leg that
 * waits for itself or for a leg that is not before it; a process longer than its leg; an answer that no question gives
 * or takes, or that the form of the leg requires and nobody passes on.
 */
export function checkJoined(
  read: JsonRead<JoinedFile>,
  beside: BesideJoined,
  agencyCodes: ReadonlySet<string>,
): FileProblem[] {
  const joined = read.value
  if (joined === undefined) return []
  const problems: FileProblem[] = []
  const tell: Tell = (path, reason) => problems.push({ file: read.file, line: read.lineOf(path), reason })
  if (read.file !== `joined/${joined.id}.json`) tell(['id'], 'Tên tệp phải là mã gói liên thông')
  for (const day of ['validFrom', 'validTo'] as const) {
    const value = joined[day]
    if (value !== undefined && !dayExists(value)) tell([day], `Không có ngày ${value}`)
  }
  const whole = named(beside.procedures, `procedures/${joined.procedureCode}.json`)
  if (!exists(beside.procedures, `procedures/${joined.procedureCode}.json`))
    tell(['procedureCode'], `Thủ tục "${joined.procedureCode}" không có trong procedures/`)
  if (!exists(beside.processes, `processes/${joined.process}.json`))
    tell(['process'], `Quy trình "${joined.process}" không có trong processes/`)
  if (!whole) return problems
  if (joined.promise === 'published' && whole.limits.some((limit) => !timeLimitOf(limit)))
    tell(['promise'], 'Thủ tục có trường hợp không công bố thời hạn. Hãy chọn "longest-path"')
  const before = new Set<string>()
  for (const [index, leg] of joined.legs.entries()) {
    checkLeg(leg, {
      whole,
      beside,
      agencyCodes,
      tell: (path, reason) => tell(['legs', index, ...path], reason),
    })
    if (before.has(leg.id)) tell(['legs', index, 'id'], `Hai phần trùng mã "${leg.id}"`)
    for (const [at, other] of leg.after.entries())
      if (!before.has(other))
        tell(['legs', index, 'after', at], `Phần "${other}" phải đứng trước phần "${leg.id}"`)
    before.add(leg.id)
  }
  return problems
}

function checkLeg(leg: JoinedLeg, { whole, beside, agencyCodes, tell }: Room): void {
  const own = named(beside.procedures, `procedures/${leg.procedureCode}.json`)
  if (!exists(beside.procedures, `procedures/${leg.procedureCode}.json`))
    tell(['procedureCode'], `Thủ tục "${leg.procedureCode}" không có trong procedures/`)
  if (leg.agency.rule === 'code' && !agencyCodes.has(leg.agency.code))
    tell(['agency', 'code'], `Cơ quan "${leg.agency.code}" không có trong agencies.csv`)
  const papers = new Set(whole.papers.map(({ id }) => id))
  for (const [index, paper] of leg.papers.entries())
    if (!papers.has(paper)) tell(['papers', index], `Thủ tục liên thông không có giấy tờ "${paper}"`)
  const processId = leg.process ?? own?.process
  if (leg.process !== undefined && !exists(beside.processes, `processes/${leg.process}.json`))
    tell(['process'], `Quy trình "${leg.process}" không có trong processes/`)
  const process = named(beside.processes, `processes/${processId}.json`)
  checkTerm(leg.limit, process, (path, reason) => tell(['limit', ...path], reason))
  for (const [name, limit] of Object.entries(leg.limitByCase ?? {})) {
    const at = ['limitByCase', name]
    if (!whole.limits.some((row) => row.case === name)) tell(at, `Thủ tục không có trường hợp "${name}"`)
    checkTerm(limit, process, (path, reason) => tell([...at, ...path], reason))
  }
  if (leg.form !== undefined && !exists(beside.forms, `forms/${leg.form}.json`))
    tell(['form'], `Biểu mẫu "${leg.form}" không có trong forms/`)
  const target = named(beside.forms, `forms/${leg.form ?? own?.form}.json`)
  const source = named(beside.forms, `forms/${whole.form}.json`)
  if (source && target) checkAnswers(leg, { source, target, tell })
}

function checkTerm(limit: LimitRow, process: ProcessFile | undefined, tell: Tell): void {
  if (!timeLimitOf(limit)) tell(['days'], 'Mỗi phần phải có thời hạn')
  else if (process && planSteps(process, limit).some(({ minutes }) => minutes !== null && minutes <= 0))
    tell([], `Quy trình "${process.id}" dài hơn thời hạn của phần này`)
}

type Passing = { readonly source: FormFile; readonly target: FormFile; readonly tell: Tell }

function checkAnswers({ answers }: JoinedLeg, { source, target, tell }: Passing): void {
  const asked = source.schema.properties
  const taken = target.schema.properties
  const given = new Set([
    ...answers.same,
    ...Object.keys(answers.renamed ?? {}),
    ...Object.keys(answers.fixed ?? {}),
  ])
  for (const [index, field] of answers.same.entries())
    if (!(field in asked)) tell(['answers', 'same', index], `Tờ khai "${source.id}" không hỏi "${field}"`)
  for (const [to, from] of Object.entries(answers.renamed ?? {}))
    if (!(from in asked)) tell(['answers', 'renamed', to], `Tờ khai "${source.id}" không hỏi "${from}"`)
  for (const field of given)
    if (!(field in taken)) tell(['answers'], `Tờ khai "${target.id}" của phần không có mục "${field}"`)
  for (const field of target.schema.required)
    if (!given.has(field)) tell(['answers'], `Tờ khai "${target.id}" của phần cần "${field}"`)
}

function exists<T>(reads: readonly JsonRead<T>[], file: string): boolean {
  return reads.some((read) => read.file === file)
}

/** The content of a file; undefined when it is missing or wrong itself. */
function named<T>(reads: readonly JsonRead<T>[], file: string): T | undefined {
  return reads.find((read) => read.file === file)?.value
}
