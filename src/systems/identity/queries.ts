import type { Connection } from '#platform/database/database.ts'
import type { Account } from './schema.ts'
import { accountColumns } from './store.ts'

/** The account of a citizen, with what a form may fill in by itself; callers show it to its own citizen only. */
export async function findAccount(db: Connection, id: string): Promise<Account | undefined> {
  const row = await db
    .selectFrom('identity.account')
    .select(accountColumns)
    .where('id', '=', id)
    .executeTakeFirst()
  return row as Account | undefined
}
