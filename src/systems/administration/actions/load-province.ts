import { isDeepStrictEqual } from 'node:util'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { mayUse } from '#platform/permissions.ts'
import { administrationEvents } from '../events.ts'
import type { AdministrationFiles, ProvinceFile } from '../province-files.ts'
import { agencyOf, areaOf, difference, type FileRow, fileRows } from '../province-rows.ts'
import {
  deleteDays,
  deleteLoadedRows,
  findProvince,
  lockAdministration,
  saveAgencies,
  saveAreas,
  saveDays,
  saveLoadedRows,
  saveProvince,
  selectAgencies,
  selectAreas,
  selectDays,
  selectLoadedRows,
} from '../store.ts'

/** How many rows a load wrote; all 0 when the files say nothing new. */
export type ProvinceLoad = {
  /** 1 when province.json said something new. */
  readonly province: number
  readonly areas: number
  readonly agencies: number
  readonly calendarDays: number
}

type Loaded = { readonly file: string; readonly hashes: ReadonlyMap<string, string> }

/**
 * Brings areas, agencies and calendar to what the province files say. Only rows that their file changed since the last
 * load are written, each with its event, so a second load writes nothing and a correction made in the application
 * stays. A day that left the calendar file is removed; areas and agencies are never removed, they end by `validTo`.
 */
export async function loadProvince(ctx: Context, files: AdministrationFiles): Promise<ProvinceLoad> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    mayUse(ctx.actor, 'agency.manage')
    mayUse(ctx.actor, 'calendar.manage')
    const loaded = await loadedByFile(tx)
    const report = {
      province: await loadFacts(tx, ctx, files.province),
      areas: await loadAreas(tx, ctx, { files, loaded: loaded('areas.csv') }),
      agencies: await loadAgencies(tx, ctx, { files, loaded: loaded('agencies.csv') }),
      calendarDays: await loadCalendar(tx, ctx, { files, loaded: loaded('calendar.csv') }),
    }
    if (Object.values(report).some((rows) => rows > 0)) {
      await administrationEvents.append(tx, ctx, {
        name: 'province.loaded',
        subjectId: `province:${files.province.code}`,
        areaCode: files.province.code,
        data: report,
      })
    }
    return report
  })
}

async function loadFacts(tx: Transaction, ctx: Context, province: ProvinceFile): Promise<number> {
  // The reader of the file makes objects without a prototype, which are never strictly equal to others.
  const wanted: unknown = JSON.parse(JSON.stringify(province))
  if (isDeepStrictEqual(await findProvince(tx), wanted)) return 0
  await saveProvince(tx, province, ctx.now())
  return 1
}

async function loadedByFile(tx: Transaction): Promise<(file: string) => Loaded> {
  const rows = await selectLoadedRows(tx)
  return (file) => ({
    file,
    hashes: new Map(rows.filter((row) => row.file === file).map((row) => [row.key, row.hash])),
  })
}

type Load = { readonly files: AdministrationFiles; readonly loaded: Loaded }

async function loadAreas(tx: Transaction, ctx: Context, { files, loaded }: Load): Promise<number> {
  const changed = news(
    fileRows(files.areas, (row) => `${row.code} ${row.validFrom}`),
    loaded,
  )
  if (changed.length === 0) return 0
  const known = new Map((await selectAreas(tx)).map((area) => [`${area.code} ${area.validFrom}`, area]))
  const areas = changed.map(({ row }) => keepEnd(areaOf(row), known.get(`${row.code} ${row.validFrom}`)))
  await saveAreas(tx, areas)
  await remember(tx, changed, loaded)
  for (const area of areas) {
    const { code, validFrom, name } = area
    const before = known.get(`${code} ${validFrom}`)
    const change = before && difference(before, area)
    const about = { subjectId: `area:${code}`, areaCode: code }
    if (!before) {
      await administrationEvents.append(tx, ctx, {
        ...about,
        name: 'area.added',
        data: { code, validFrom, name },
      })
    } else if (change) {
      const data = { code, validFrom, ...change }
      await administrationEvents.append(tx, ctx, { ...about, name: 'area.changed', data })
    }
  }
  return changed.length
}

async function loadAgencies(tx: Transaction, ctx: Context, { files, loaded }: Load): Promise<number> {
  const changed = news(
    fileRows(files.agencies, (row) => row.code),
    loaded,
  )
  if (changed.length === 0) return 0
  const known = new Map((await selectAgencies(tx)).map((agency) => [agency.id, agency]))
  const agencies = changed.map(({ row }) => keepEnd(agencyOf(row), known.get(row.code)))
  await saveAgencies(tx, agencies)
  await remember(tx, changed, loaded)
  for (const agency of agencies) {
    const { id, name, areaCode } = agency
    const before = known.get(id)
    const change = before && difference(before, agency)
    const about = { subjectId: `agency:${id}`, agencyId: id, areaCode }
    if (!before) {
      await administrationEvents.append(tx, ctx, { ...about, name: 'agency.added', data: { id, name } })
    } else if (change) {
      await administrationEvents.append(tx, ctx, {
        ...about,
        name: 'agency.changed',
        data: { id, ...change },
      })
    }
  }
  return changed.length
}

async function loadCalendar(tx: Transaction, ctx: Context, { files, loaded }: Load): Promise<number> {
  const rows = fileRows(files.calendar, (row) => row.date)
  const changed = news(rows, loaded)
  const dates = new Set(rows.map((row) => row.key))
  const gone = [...loaded.hashes.keys()].filter((date) => !dates.has(date))
  if (changed.length + gone.length === 0) return 0
  const known = new Map((await selectDays(tx)).map((day) => [day.date, day.kind]))
  await saveDays(
    tx,
    changed.map(({ row }) => row),
  )
  await deleteDays(tx, gone)
  await remember(tx, changed, loaded)
  await deleteLoadedRows(tx, loaded.file, gone)
  const days = [
    ...changed.map(({ row }) => ({ date: row.date, before: known.get(row.date) ?? null, after: row.kind })),
    ...gone.map((date) => ({ date, before: known.get(date) ?? null, after: null })),
  ].filter((day) => day.before !== day.after)
  if (days.length > 0) {
    await administrationEvents.append(tx, ctx, {
      name: 'calendar.changed',
      subjectId: 'calendar',
      data: { days },
    })
  }
  return changed.length + gone.length
}

/** A file that does not name an end says nothing about one: what a reorganisation has ended stays ended. */
function keepEnd<Row extends { validTo: string | null }>(row: Row, before: Row | undefined): Row {
  return { ...row, validTo: row.validTo ?? before?.validTo ?? null }
}

function news<Row>(rows: readonly FileRow<Row>[], loaded: Loaded): FileRow<Row>[] {
  return rows.filter((row) => loaded.hashes.get(row.key) !== row.hash)
}

async function remember<Row>(tx: Transaction, rows: readonly FileRow<Row>[], loaded: Loaded): Promise<void> {
  await saveLoadedRows(
    tx,
    rows.map(({ key, hash }) => ({ file: loaded.file, key, hash })),
  )
}
