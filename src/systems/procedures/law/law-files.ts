import { join } from 'node:path'
import { Type } from 'typebox'
import { dayExists, type JsonRead, readJson, refuseProblems } from '#platform/province/index.ts'
import {
  type LawFiles,
  overlaps,
  RegimeFile,
  type RuleRow,
  ruleIds,
  SectorTerm,
  StopGround,
  sectorRuleIds,
  type Valid,
} from './law-shapes.ts'
import { type Catalogued, checkSectorTerms, withSectorTerms } from './sector-terms.ts'

export type Tell = (path: (string | number)[], reason: string) => void

/**
 * Reads law/regimes.json, law/sector-terms.json and law/stop-grounds.json of a province folder, beside the procedures of
 * the same province. Throws one ProvinceFileError that names file, line and reason of everything wrong: shape, days,
 * regimes that overlap, a rule that misses a day of its regime or has two figures for one, more than one apology, the term of
 * a sector that nobody files in.
 */
export async function readLawFiles(folder: string, procedures: readonly Catalogued[]): Promise<LawFiles> {
  const [regimes, sectorTerms, grounds] = await Promise.all([
    readJson(join(folder, 'law', 'regimes.json'), Type.Array(RegimeFile), 'law/regimes.json'),
    readJson(join(folder, 'law', 'sector-terms.json'), Type.Array(SectorTerm), 'law/sector-terms.json'),
    readJson(join(folder, 'law', 'stop-grounds.json'), Type.Array(StopGround), 'law/stop-grounds.json'),
  ])
  refuseProblems([
    ...regimes.problems,
    ...sectorTerms.problems,
    ...grounds.problems,
    ...problemsOf(regimes),
    ...sectorProblems(sectorTerms, { procedures, regimes: regimes.value ?? [] }),
    ...groundProblems(grounds),
  ])
  return {
    regimes: withSectorTerms(regimes.value ?? [], sectorTerms.value ?? []),
    stopGrounds: grounds.value ?? [],
  }
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

function sectorProblems(
  read: JsonRead<SectorTerm[]>,
  beside: { procedures: readonly Catalogued[]; regimes: readonly RegimeFile[] },
) {
  const { problems, tell } = teller(read)
  const rows = read.value ?? []
  for (const [index, row] of rows.entries()) checkDays(row, (path, reason) => tell([index, ...path], reason))
  checkSectorTerms(rows, beside, tell)
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
  if (rule.unit === 'calendar-day' && sectorRuleIds.every((id) => id !== rule.id))
    tell(['unit'], 'Quy tắc này tính theo giờ làm việc hoặc ngày làm việc')
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
