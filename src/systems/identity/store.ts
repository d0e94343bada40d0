import { sql } from 'kysely'
import { type Connection, kept, type Transaction } from '#platform/database/database.ts'
import type { HeldPost } from './grants.ts'
import type { Account } from './schema.ts'

export const accountColumns = [
  'id',
  'issuer',
  'subject',
  'fullName',
  'identityNumber',
  'birthOn',
  'sex',
  'ethnicity',
  'address',
  'areaCode',
  'phone',
  'email',
  'identityLevel',
] as const

/** A session with who it belongs to. */
export type FoundSession = {
  readonly id: string
  readonly createdAt: Date
  readonly seenAt: Date
  readonly accountId: string | null
  readonly accountName: string | null
  readonly identityNumber: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly officerId: string | null
  readonly officerName: string | null
  readonly posts: readonly HeldPost[]
}

/** The living session of a token, its person and valid posts: one query a request. */
export async function findSession(
  db: Connection,
  { tokenHash, now, today }: { tokenHash: string; now: Date; today: string },
): Promise<FoundSession | undefined> {
  const { rows } = await sql<FoundSession>`
    select s.id, s.created_at, s.seen_at, s.account_id, a.full_name as account_name, a.identity_number, a.phone, a.email,
           s.officer_id, o.full_name as officer_name,
           coalesce((select json_agg(json_build_object('agencyId', p.agency_id, 'role', p.role) order by p.valid_from, p.id)
                       from administration.post p
                      where p.officer_id = s.officer_id and p.valid_from <= ${today}
                        and (p.valid_to is null or p.valid_to >= ${today})), '[]') as posts
      from identity.session s
      left join identity.account a on a.id = s.account_id
      left join administration.officer o on o.id = s.officer_id
     where s.token_hash = ${tokenHash} and s.expires_at > ${now} ${kept}`.execute(db)
  return rows[0]
}

/** The valid posts of the officer who signs in under that name at that provider; undefined when there is no such officer. */
export async function findOfficerBySubject(
  db: Connection,
  { issuer, subject, today }: { issuer: string; subject: string; today: string },
): Promise<{ id: string; fullName: string; posts: readonly HeldPost[] } | undefined> {
  const { rows } = await sql<{ id: string; fullName: string; posts: HeldPost[] }>`
    select o.id, o.full_name,
           coalesce((select json_agg(json_build_object('agencyId', p.agency_id, 'role', p.role) order by p.valid_from, p.id)
                       from administration.post p
                      where p.officer_id = o.id and p.valid_from <= ${today}
                        and (p.valid_to is null or p.valid_to >= ${today})), '[]') as posts
      from administration.officer o where o.subject = ${subject}
       and (o.issuer is null or o.issuer = ${issuer})`.execute(db)
  return rows[0]
}

export async function findAccountForUpdate(
  tx: Transaction,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<Account | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext(${`identity ${issuer} ${subject}`}))`.execute(tx)
  return (await tx
    .selectFrom('identity.account')
    .select(accountColumns)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst()) as Account | undefined
}

export async function saveAccount(tx: Transaction, account: Account, now: Date): Promise<void> {
  const { id: _id, ...changes } = account
  await tx
    .insertInto('identity.account')
    .values({ ...account, createdAt: now, updatedAt: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...changes, updatedAt: now }))
    .execute()
}

export type NewSession = {
  readonly id: string
  readonly tokenHash: string
  readonly accountId: string | null
  readonly officerId: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly ip: string | null
  readonly userAgent: string | null
  readonly idToken: string | null
}

export async function insertSession(tx: Transaction, session: NewSession): Promise<void> {
  await tx
    .insertInto('identity.session')
    .values({ ...session, seenAt: session.createdAt })
    .execute()
}

export async function moveExpiry(
  db: Connection,
  id: string,
  { seenAt, expiresAt }: { seenAt: Date; expiresAt: Date },
): Promise<void> {
  await db.updateTable('identity.session').set({ seenAt, expiresAt }).where('id', '=', id).execute()
}

/** Removes the session and gives back what sign-out at the provider needs. */
export async function deleteSession(
  tx: Transaction,
  tokenHash: string,
): Promise<{ id: string; idToken: string | null } | undefined> {
  return tx
    .deleteFrom('identity.session')
    .where('tokenHash', '=', tokenHash)
    .returning(['id', 'idToken'])
    .executeTakeFirst()
}

export async function deleteExpiredSessions(db: Connection, now: Date): Promise<void> {
  await db.deleteFrom('identity.session').where('expiresAt', '<=', now).execute()
}
