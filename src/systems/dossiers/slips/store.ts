import { type Insertable, type Selectable, sql } from 'kysely'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { DossiersSlip } from '#platform/database/tables.ts'
import type { SlipForm } from './templates.ts'

/** A slip that was issued: its number, what it tells of, and the file that was signed. */
export type Slip = Selectable<DossiersSlip>

/** "12/PBS", "03/PBS": a number below ten has a zero before it (NĐ 30/2020/NĐ-CP, phụ lục I). */
export function slipNumber({ sequence, suffix }: Pick<Slip, 'sequence' | 'suffix'>): string {
  return `${String(sequence).padStart(2, '0')}/${suffix}`
}

export type Series = Pick<Slip, 'agencyId' | 'suffix' | 'year'>

/**
 * Takes the next number of an agency's series of a year. Two slips of one series wait for each other here; a rollback
 * gives the number back, which a sequence would not.
 */
export async function takeSlipNumber(tx: Transaction, { agencyId, suffix, year }: Series): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into dossiers.slip_number (agency_id, suffix, year, last) values (${agencyId}, ${suffix}, ${year}, 1)
    on conflict (agency_id, suffix, year) do update set last = slip_number.last + 1
    returning last`.execute(tx)
  return rows[0]?.last ?? 1
}

/** The number that the next slip of a series will get, unless another comes first. */
export async function nextSlipNumber(db: Connection, { agencyId, suffix, year }: Series): Promise<number> {
  const row = await db
    .selectFrom('dossiers.slipNumber')
    .select('last')
    .where('agencyId', '=', agencyId)
    .where('suffix', '=', suffix)
    .where('year', '=', year)
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}

export async function insertSlip(tx: Transaction, slip: Insertable<DossiersSlip>): Promise<Slip> {
  return tx.insertInto('dossiers.slip').values(slip).returningAll().executeTakeFirstOrThrow()
}

type Told = { readonly dossierId: string; readonly form: string; readonly eventId: number }

/** The slip of one event, whether its file is there yet or not. */
export function findSlipOf(db: Connection, { dossierId, form, eventId }: Told): Promise<Slip | undefined> {
  return db
    .selectFrom('dossiers.slip')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .where('form', '=', form)
    .where('eventId', '=', eventId)
    .executeTakeFirst()
}

/** The last slip of a form that a dossier has. */
export function findLastSlip(db: Connection, dossierId: string, form: SlipForm): Promise<Slip | undefined> {
  return db
    .selectFrom('dossiers.slip')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .where('form', '=', form)
    .orderBy('eventId', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Every slip of a dossier, oldest first. */
export function listSlips(db: Connection, dossierId: string): Promise<Slip[]> {
  return db
    .selectFrom('dossiers.slip')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .orderBy('numberedAt')
    .orderBy('eventId')
    .execute()
}
