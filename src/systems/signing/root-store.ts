import type { Connection, Transaction } from '#platform/database/database.ts'
import { type Certificate, readCertificates } from '#platform/signatures/index.ts'

export type TrustedRoot = {
  readonly fingerprint: string
  readonly subjectName: string
  readonly validTo: Date
  readonly sandbox: boolean
  readonly trustedAt: Date
}

/** The roots that are trusted now, by name. */
export async function listRoots(db: Connection): Promise<TrustedRoot[]> {
  return db
    .selectFrom('signing.trustedRoot')
    .select(['fingerprint', 'subjectName', 'validTo', 'sandbox', 'trustedAt'])
    .where('withdrawnAt', 'is', null)
    .orderBy('subjectName')
    .execute()
}

/** Their certificates, for a check. */
export async function trustedRoots(db: Connection): Promise<Certificate[]> {
  const rows = await db
    .selectFrom('signing.trustedRoot')
    .select('certificate')
    .where('withdrawnAt', 'is', null)
    .execute()
  return rows.flatMap(({ certificate }) => readCertificates(certificate))
}

export async function findRootForUpdate(tx: Transaction, fingerprint: string) {
  return tx
    .selectFrom('signing.trustedRoot')
    .select(['fingerprint', 'subjectName', 'withdrawnAt'])
    .where('fingerprint', '=', fingerprint)
    .forUpdate()
    .executeTakeFirst()
}

export async function saveRoot(
  tx: Transaction,
  root: TrustedRoot & { readonly certificate: Buffer },
): Promise<void> {
  const { sandbox, trustedAt } = root
  await tx
    .insertInto('signing.trustedRoot')
    .values(root)
    .onConflict((conflict) =>
      conflict.column('fingerprint').doUpdateSet({ sandbox, trustedAt, withdrawnAt: null }),
    )
    .execute()
}

export async function closeRoot(tx: Transaction, fingerprint: string, at: Date): Promise<void> {
  await tx
    .updateTable('signing.trustedRoot')
    .set({ withdrawnAt: at })
    .where('fingerprint', '=', fingerprint)
    .execute()
}
