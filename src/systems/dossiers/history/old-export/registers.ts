import { searchKey } from '#platform/text/index.ts'
import type { Books } from '../books.ts'
import type { Mapping } from './columns.ts'

/** What an old export says in words, found in our registers. A text answer is the reason why it was not. */
export type Registers = {
  readonly agency: (text: string, areaText: string) => Found
  readonly area: (text: string, agencyId: string) => Found
  readonly procedure: (code: string, name: string) => Found
}
export type Found = { readonly id: string } | { readonly reason: string }

/** Looks things up by id, code, official or short name, with or without marks. */
export function registersOf(books: Books, mapping: Mapping): Registers {
  const byName = index(books.agencies, (agency) => [
    agency.id,
    agency.identifier ?? '',
    agency.name,
    agency.shortName,
  ])
  const areas = books.areas.filter((area) => area.level === 3)
  const areasByName = index(areas, (area) => [area.code, area.fullName, area.name])
  const areaById = new Map(areas.map((area) => [area.code, area]))
  const agencyById = new Map(books.agencies.map((agency) => [agency.id, agency]))
  const procedures = index(books.procedures, ({ code, content }) => [code, content.name, content.shortName])
  return {
    agency(text, areaText) {
      const found = byName.get(searchKey(mapping.agencies?.[text] ?? text)) ?? []
      const places = new Set(
        (areasByName.get(searchKey(areaText)) ?? []).flatMap((area) => [area.code, area.parentCode]),
      )
      const near = found.length > 1 ? found.filter((agency) => places.has(agency.areaCode)) : found
      return single(
        near.length > 0 ? near : found,
        (agency) => agency.id,
        `Không có cơ quan “${text}” trong danh mục`,
      )
    },
    area(text, agencyId) {
      const home = agencyById.get(agencyId)?.areaCode
      if (text === '') return { id: areaById.has(home ?? '') ? (home ?? '') : '' }
      const found = areasByName.get(searchKey(text)) ?? []
      const near =
        found.length > 1
          ? found.filter(({ code, parentCode }) => code === home || parentCode === home)
          : found
      return single(
        near.length > 0 ? near : found,
        (area) => area.code,
        `Không có xã, phường “${text}” trong danh mục`,
      )
    },
    procedure(code, name) {
      const found = procedures.get(searchKey(mapping.procedures?.[code] ?? (code || name))) ?? []
      return single(found, (procedure) => procedure.code, `Không có thủ tục “${code || name}” trong danh mục`)
    },
  }
}

function index<T>(rows: readonly T[], keysOf: (row: T) => readonly string[]): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    for (const key of new Set(keysOf(row).map(searchKey))) {
      if (key !== '') found.set(key, [...(found.get(key) ?? []), row])
    }
  }
  return found
}

function single<T>(found: readonly T[], idOf: (row: T) => string, missing: string): Found {
  const ids = found.map(idOf)
  if (ids.length === 1) return { id: ids[0] ?? '' }
  return {
    reason: ids.length === 0 ? missing : `Có ${ids.length} nơi cùng tên này (${ids.join(', ')}): hãy ghi mã`,
  }
}
