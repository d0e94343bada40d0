import type { Insertable, Selectable } from 'kysely'
import type { Connection, Transaction } from '#platform/database/database.ts'
import type { DossiersApology } from '#platform/database/tables.ts'
import { newId } from '#platform/ids.ts'

/** Phiếu xin lỗi của một hồ sơ: `draft` waits for the head, `sent` moved the promise, `dropped` was not needed. */
export type Apology = Omit<Selectable<DossiersApology>, 'state'> & {
  readonly state: 'draft' | 'sent' | 'dropped'
}

/** The apology that waits for the head, or that was sent. A dropped one counts as none. */
export async function findApology(db: Connection, dossierId: string): Promise<Apology | undefined> {
  const row = await db
    .selectFrom('dossiers.apology')
    .selectAll()
    .where('dossierId', '=', dossierId)
    .where('state', 'in', ['draft', 'sent'])
    .executeTakeFirst()
  return row as Apology | undefined
}

/** The apology as the citizen got it (form 04); undefined while none was sent. */
export async function sentApology(db: Connection, dossierId: string): Promise<Apology | undefined> {
  const found = await findApology(db, dossierId)
  return found?.state === 'sent' ? found : undefined
}

export async function insertApology(
  tx: Transaction,
  apology: Omit<Insertable<DossiersApology>, 'id'>,
): Promise<void> {
  await tx
    .insertInto('dossiers.apology')
    .values({ ...apology, id: newId() })
    .execute()
}

/** Takes a draft back that is not needed any more; what was sent stays. */
export async function dropDraft(
  tx: Transaction,
  dossierId: string,
  { at, reason }: { at: Date; reason: string },
): Promise<void> {
  await tx
    .updateTable('dossiers.apology')
    .set({ state: 'dropped', droppedAt: at, dropReason: reason })
    .where('dossierId', '=', dossierId)
    .where('state', '=', 'draft')
    .execute()
}
