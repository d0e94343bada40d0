import type { ProcedureFile } from '../province-shapes.ts'
import type { Tell } from './law-files.ts'
import { overlaps, type RegimeFile, type RegimeLaw, type SectorTerm } from './law-shapes.ts'

/** What a term of a sector may name. */
export type Catalogued = Pick<ProcedureFile, 'code' | 'field'>

/** The names that a row gives: fields, or codes of procedures. */
function namesOf({ of }: SectorTerm): { key: 'fields' | 'procedures'; names: readonly string[] } {
  return 'fields' in of ? { key: 'fields', names: of.fields } : { key: 'procedures', names: of.procedures }
}

type Beside = {
  readonly procedures: readonly Catalogued[]
  readonly regimes: readonly RegimeFile[]
}

/**
 * What is wrong with the terms of sector laws: a field or procedure that the catalogue does not have, days on which no
 * regime holds, half a day of the calendar, two terms of one rule for one name and day.
 */
export function checkSectorTerms(
  rows: readonly SectorTerm[],
  { procedures, regimes }: Beside,
  tell: Tell,
): void {
  const known = {
    fields: new Set(procedures.map(({ field }) => field)),
    procedures: new Set(procedures.map(({ code }) => code)),
  }
  for (const [index, row] of rows.entries()) {
    const { key, names } = namesOf(row)
    for (const [at, name] of names.entries())
      if (!known[key].has(name))
        tell(
          [index, 'of', key, at],
          key === 'fields'
            ? `Không thủ tục nào thuộc lĩnh vực "${name}"`
            : `Thủ tục "${name}" không có trong procedures/`,
        )
    if (!regimes.some((regime) => overlaps(regime, row)))
      tell([index, 'validFrom'], 'Không cơ chế một cửa nào có hiệu lực trong thời gian này')
    if (row.unit === 'calendar-day' && !Number.isInteger(row.value))
      tell([index, 'value'], 'Thời hạn tính bằng ngày phải là số nguyên')
    const twice = rows
      .slice(0, index)
      .some((other) => other.id === row.id && shareName(other, row) && overlaps(other, row))
    if (twice) tell([index, 'of'], `Quy tắc "${row.id}" có hai thời hạn chuyên ngành cho cùng một ngày`)
  }
}

function shareName(a: SectorTerm, b: SectorTerm): boolean {
  const [one, other] = [namesOf(a), namesOf(b)]
  return one.key === other.key && one.names.some((name) => other.names.includes(name))
}

/** Each regime with the terms of sector laws that hold on some of its days; one without any stays as its file has it. */
export function withSectorTerms(
  regimes: readonly RegimeFile[],
  rows: readonly SectorTerm[],
): readonly RegimeLaw[] {
  return regimes.map((regime) => {
    const sectorTerms = rows.filter((row) => overlaps(regime, row))
    return sectorTerms.length === 0 ? regime : { ...regime, sectorTerms }
  })
}
