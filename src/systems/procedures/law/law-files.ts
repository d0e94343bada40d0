import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import {
  Certainty,
  Day,
  dayExists,
  type JsonRead,
  readJson,
  refuseProblems,
} from '#platform/province/index.ts'

/** The rules that the house carries out; every regime gives each of them for each of its days. */
export const ruleIds = [
  'first-answer-online',
  'supplement-request-counter',
  'supplement-requests',
  'supplement-wait',
  'failed-appraisal-return',
  'tell-citizen',
  'apology-lead',
  'apologies',
  'apology-draft',
  'result-at-desk',
  'officers-told',
  'due-soon',
  'same-day-cut-off',
  'last-working-hour',
] as const
export const RuleId = Type.Enum([...ruleIds])
export type RuleId = Static<typeof RuleId>

export const TermUnit = Type.Enum(['working-hour', 'working-day', 'time', 'hour-of-day'])
export type TermUnit = Static<typeof TermUnit>

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
const validity = { validFrom: Day, validTo: Type.Optional(Day) }
const source = { act: Text(120), article: Type.Optional(Text(60)), certainty: Certainty }

/** One rule of a regime: the figure, and the rule in our own words with the act that it comes from. */
export const RuleRow = Type.Object(
  {
    id: RuleId,
    value: Type.Number({ minimum: 0, maximum: 400 }),
    unit: TermUnit,
    rule: Text(400),
    ...source,
    ...validity,
  },
  { additionalProperties: false },
)
export type RuleRow = Static<typeof RuleRow>

/**
 * Where dossiers are taken in: at the one-stop of the agency that solves, or at any one of the province (phi địa giới hành
 * chính), which hands over to the competent agency and hands out the result.
 */
export const ReceptionRule = Type.Object(
  { at: Type.Enum(['competent', 'any']), rule: Text(400), ...source },
  { additionalProperties: false },
)
export type ReceptionRule = Static<typeof ReceptionRule>

/** Cơ chế một cửa of one decree: its levels, where dossiers are taken in, its slips, its rules. */
export const RegimeFile = Type.Object(
  {
    id: Id,
    name: Text(120),
    acts: Type.Array(Text(60), { minItems: 1 }),
    levels: Type.Array(Type.Enum(['province', 'district', 'commune']), { minItems: 1 }),
    certainty: Certainty,
    /** Left out by versions stored before it was a rule of the file: as the older decree has it. */
    reception: Type.Optional(ReceptionRule),
    ...validity,
    slips: Type.Array(
      Type.Object(
        { number: Type.String({ pattern: '^0[1-9]$' }), form: Id, name: Text(120) },
        { additionalProperties: false },
      ),
    ),
    rules: Type.Array(RuleRow),
  },
  { additionalProperties: false },
)
export type RegimeFile = Static<typeof RegimeFile>

/**
 * A ground on which a dossier may be stopped; `needsText`: the officer names the paper or the article himself; `after`: what
 * the citizen must have let pass before.
 */
export const StopGround = Type.Object(
  {
    id: Id,
    text: Text(300),
    needsText: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.Literal('payment-term')),
    ...source,
    ...validity,
  },
  { additionalProperties: false },
)
export type StopGround = Static<typeof StopGround>

export type LawFiles = {
  readonly regimes: readonly RegimeFile[]
  readonly stopGrounds: readonly StopGround[]
}

type Valid = { readonly validFrom: string; readonly validTo?: string }
type Tell = (path: (string | number)[], reason: string) => void

/**
 * Reads law/regimes.json and law/stop-grounds.json of a province folder. Throws one ProvinceFileError that names file,
 * line and reason of everything wrong: shape, days, regimes that overlap, a rule that misses a day of its regime or has
 * two figures for one, more than one apology.
 */
export async function readLawFiles(folder: string): Promise<LawFiles> {
  const [regimes, grounds] = await Promise.all([
    readJson(join(folder, 'law', 'regimes.json'), Type.Array(RegimeFile), 'law/regimes.json'),
    readJson(join(folder, 'law', 'stop-grounds.json'), Type.Array(StopGround), 'law/stop-grounds.json'),
  ])
  refuseProblems([
    ...regimes.problems,
    ...grounds.problems,
    ...problemsOf(regimes),
    ...groundProblems(grounds),
  ])
  return { regimes: regimes.value ?? [], stopGrounds: grounds.value ?? [] }
}

function teller(read: JsonRead<unknown>) {
  const problems: { file: string; line: number; reason: string }[] = []
  const tell: Tell = (path, reason) => problems.push({ file: read.file, line: read.lineOf(path), reason })
  return { problems, tell }
}

function problemsOf(read: JsonRead<RegimeFile[]>) {
  const { problems, tell } = teller(read)
  const regimes = read.value ?? []
  for (const [index, regime] of regimes.entries()) {
    checkDays(regime, (path, reason) => tell([index, ...path], reason))
    const other = regimes.slice(0, index).find((each) => overlaps(each, regime))
    if (other) tell([index, 'validFrom'], `Trùng thời gian hiệu lực với "${other.id}"`)
    checkRules(regime, (path, reason) => tell([index, 'rules', ...path], reason))
  }
  return problems
}

function groundProblems(read: JsonRead<StopGround[]>) {
  const { problems, tell } = teller(read)
  const grounds = read.value ?? []
  for (const [index, ground] of grounds.entries()) {
    checkDays(ground, (path, reason) => tell([index, ...path], reason))
    const twice = grounds.slice(0, index).some((each) => each.id === ground.id && overlaps(each, ground))
    if (twice) tell([index, 'id'], `Căn cứ "${ground.id}" có hai dòng cho cùng một ngày`)
  }
  return problems
}

function checkRules(regime: RegimeFile, tell: Tell): void {
  for (const [index, rule] of regime.rules.entries())
    checkRule(rule, (path, reason) => tell([index, ...path], reason))
  for (const id of ruleIds) {
    const rows = regime.rules.filter((rule) => rule.id === id)
    const sorted = [...rows].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    const gap = firstGap(sorted, regime)
    if (gap)
      tell(
        [Math.max(0, regime.rules.indexOf(gap.row ?? rows[0] ?? (regime.rules[0] as RuleRow)))],
        `Quy tắc "${id}" ${gap.reason}`,
      )
  }
}

/** A dossier keeps one apology: a law that allows two needs more than another figure here. */
function checkRule(rule: RuleRow, tell: Tell): void {
  checkDays(rule, tell)
  if (rule.id === 'apologies' && rule.value > 1)
    tell(['value'], 'Hệ thống chỉ giữ được một phiếu xin lỗi cho mỗi hồ sơ: "apologies" phải là 0 hoặc 1')
}

/** The first day of a regime that a rule leaves out or gives twice. */
function firstGap(rows: readonly RuleRow[], regime: Valid): { row?: RuleRow; reason: string } | undefined {
  let next: string | undefined = regime.validFrom
  for (const row of rows) {
    if (next === undefined || row.validFrom < next)
      return { row, reason: `có hai dòng cho ngày ${row.validFrom}` }
    if (row.validFrom > next) return { row, reason: `không có dòng nào cho ngày ${next}` }
    next = row.validTo === undefined ? undefined : dayAfter(row.validTo)
  }
  if (next === undefined) return undefined
  if (regime.validTo !== undefined && next > regime.validTo) return undefined
  return {
    ...(rows.at(-1) ? { row: rows.at(-1) as RuleRow } : {}),
    reason: `không có dòng nào cho ngày ${next}`,
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

function checkDays(value: Valid, tell: Tell): void {
  if (!dayExists(value.validFrom)) tell(['validFrom'], `Không có ngày ${value.validFrom}`)
  if (value.validTo === undefined) return
  if (!dayExists(value.validTo)) tell(['validTo'], `Không có ngày ${value.validTo}`)
  if (value.validTo < value.validFrom) tell(['validTo'], 'Hết hiệu lực trước ngày có hiệu lực')
}

function overlaps(a: Valid, b: Valid): boolean {
  return a.validFrom <= (b.validTo ?? '9999-12-31') && b.validFrom <= (a.validTo ?? '9999-12-31')
}

/** True when the row holds on a day (yyyy-MM-dd). */
export function holdsOn({ validFrom, validTo }: Valid, day: string): boolean {
  return validFrom <= day && (validTo === undefined || day <= validTo)
}
