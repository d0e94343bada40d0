import { createHash } from 'node:crypto'
import type { AgencyRow, AreaRow } from './province-files.ts'
import type { Agency, Area } from './schema.ts'

/** A row of a province file with its key and the hash of what it says. */
export type FileRow<Row> = { readonly key: string; readonly hash: string; readonly row: Row }

/** Gives each row its key and hash; equal content has an equal hash whatever the order of its fields. */
export function fileRows<Row extends object>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): FileRow<Row>[] {
  return rows.map((row) => {
    return { key: keyOf(row), hash: createHash('sha256').update(sortedText(row)).digest('hex'), row }
  })
}

/** The area as the table holds it. */
export function areaOf({ parent, ...row }: AreaRow): Area {
  return {
    ...row,
    parentCode: parent ?? null,
    validTo: row.validTo ?? null,
    west: row.west ?? null,
    south: row.south ?? null,
    east: row.east ?? null,
    north: row.north ?? null,
    hexColumn: row.hexColumn ?? null,
    hexRow: row.hexRow ?? null,
  }
}

/** The agency as the table holds it. */
export function agencyOf({ code, parent, area, ...row }: AgencyRow): Agency {
  return {
    ...row,
    id: code,
    areaCode: area,
    parentId: parent ?? null,
    identifier: row.identifier ?? null,
    validTo: row.validTo ?? null,
    hours: row.hours ?? null,
    phone: row.phone ?? null,
    address: row.address ?? null,
    legalAct: row.legalAct ?? null,
    note: row.note ?? null,
  }
}

/** The fields in which two rows differ, before and after; undefined when none. */
export function difference<Row extends object>(
  before: Row,
  after: Row,
): { before: Partial<Row>; after: Partial<Row> } | undefined {
  const keys = (Object.keys(after) as (keyof Row)[]).filter((key) => before[key] !== after[key])
  if (keys.length === 0) return undefined
  const pick = (row: Row) => Object.fromEntries(keys.map((key) => [key, row[key]])) as Partial<Row>
  return { before: pick(before), after: pick(after) }
}

/** A short name of what a row says now, for a page to hand back with its correction. */
export function revisionOf(row: object): string {
  return createHash('sha256').update(sortedText(row)).digest('hex').slice(0, 16)
}

function sortedText(row: object): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))
}
