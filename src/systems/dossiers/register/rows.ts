import { sql } from 'kysely'
import { localInstant } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { cameIn } from '../came-in.ts'

/** One line of the register: the columns of form 06 (2018) and 07 (2025). */
export type RegisterRow = {
  readonly id: string
  readonly code: string
  readonly procedureName: string
  readonly applicantName: string
  readonly applicantAddress: string | null
  readonly applicantPhone: string | null
  readonly agencyName: string
  readonly receivedAt: Date
  readonly promisedAt: Date | null
  readonly returnedAt: Date | null
  readonly resultMethod: string
  readonly handedTo: string | null
}

/** A desk and the days (yyyy-MM-dd, both counted) on which it took the dossiers in. */
export type RegisterPeriod = { readonly agencyId: string; readonly from: string; readonly to: string }

const PAGE = 1000
const at = cameIn('dossier')

function received(db: Connection, { agencyId, from, to }: RegisterPeriod) {
  return (
    db
      .selectFrom('dossiers.dossier as dossier')
      .where('dossier.receptionAgencyId', '=', agencyId)
      // A leg of a joined dossier was not handed in: its whole was.
      .where('dossier.wholeId', 'is', null)
      .where('dossier.receivedAt', 'is not', null)
      .where(at, '>=', localInstant(from, '00:00'))
      .where(at, '<', new Date(localInstant(to, '00:00').getTime() + 86_400_000))
  )
}

export async function countRegister(db: Connection, period: RegisterPeriod): Promise<number> {
  const { rows } = await received(db, period)
    .select((eb) => eb.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return rows
}

/** The register in the order of reception, page by page, so that a year fits into memory. */
export async function* registerRows(db: Connection, period: RegisterPeriod): AsyncGenerator<RegisterRow> {
  let after: RegisterRow | undefined
  do {
    const page: RegisterRow[] = await pageOf(db, period, after)
    yield* page
    after = page.length === PAGE ? page.at(-1) : undefined
  } while (after)
}

async function pageOf(
  db: Connection,
  period: RegisterPeriod,
  after: RegisterRow | undefined,
): Promise<RegisterRow[]> {
  let page = received(db, period)
    .leftJoin('administration.agency as agency', 'agency.id', 'dossier.agencyId')
    .select([
      'dossier.id',
      'dossier.code',
      'dossier.procedureName',
      'dossier.applicantName',
      'dossier.applicantAddress',
      'dossier.applicantPhone',
      'agency.name as agencyName',
      'dossier.agencyId',
      'dossier.receivedAt',
      'dossier.promisedAt',
      'dossier.returnedAt',
      'dossier.resultMethod',
    ])
    .select((eb) =>
      eb
        .selectFrom('dossiers.result as result')
        .select('result.handedTo')
        .whereRef('result.dossierId', '=', 'dossier.id')
        .where('result.handedTo', 'is not', null)
        .orderBy('result.issuedAt')
        .limit(1)
        .as('handedTo'),
    )
  if (after) {
    page = page.where(sql<boolean>`(${at}, dossier.id) > (${after.receivedAt}, ${after.id}::uuid)`)
  }
  const rows = await page.orderBy(at).orderBy('dossier.id').limit(PAGE).execute()
  return rows.flatMap(({ receivedAt, agencyName, agencyId, ...row }) =>
    receivedAt ? [{ ...row, receivedAt, agencyName: agencyName ?? agencyId }] : [],
  )
}
