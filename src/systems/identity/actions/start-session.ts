import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import type { Actor } from '#platform/permissions.ts'
import { keepIssuer } from '../../administration/index.ts'
import { identityEvents } from '../events.ts'
import { homeOf } from '../roles.ts'
import { expiryOf, mustServe } from '../rules.ts'
import type { Account, VerifiedPerson } from '../schema.ts'
import { findAccountForUpdate, findOfficerBySubject, insertSession, saveAccount } from '../store.ts'
import { newToken, tokenHash } from '../token.ts'

/** A sign-in that the provider has proven, and from where it came. */
export type ProvenSignIn = {
  readonly person: VerifiedPerson
  readonly ip?: string
  readonly userAgent?: string
  /** Shown to the provider again at sign-out. */
  readonly idToken?: string
}

/** A new session: its token, which only the browser keeps, and the page where its person begins. */
export type StartedSession = { readonly token: string; readonly home: string }

/**
 * Starts a session. A citizen's account is made or brought up to date on the way; an officer needs a valid post.
 */
export async function startSession(ctx: Context, signIn: ProvenSignIn): Promise<StartedSession> {
  return ctx.db.transaction().execute(async (tx) => {
    const now = ctx.now()
    const { actor, home } = await personIn(tx, ctx, signIn.person)
    const token = newToken()
    const id = newId()
    const kind = actor.kind === 'officer' ? 'officer' : 'citizen'
    await insertSession(tx, {
      id,
      tokenHash: tokenHash(token),
      accountId: kind === 'citizen' ? actor.id : null,
      officerId: kind === 'officer' ? actor.id : null,
      createdAt: now,
      expiresAt: expiryOf(kind, now, now),
      ip: signIn.ip ?? null,
      userAgent: signIn.userAgent?.slice(0, 300) ?? null,
      idToken: signIn.idToken ?? null,
    })
    await identityEvents.append(
      tx,
      { ...ctx, actor },
      {
        name: 'session.started',
        subjectId: `${kind === 'officer' ? 'officer' : 'account'}:${actor.id}`,
        agencyId: actor.kind === 'officer' ? actor.agencyId : null,
        data: { sessionId: id, kind },
      },
    )
    return { token, home }
  })
}

async function personIn(
  tx: Transaction,
  ctx: Context,
  person: VerifiedPerson,
): Promise<{ actor: Actor; home: string }> {
  if (person.kind === 'citizen') return { actor: await citizenOf(tx, ctx, person), home: '/' }
  const { issuer, subject } = person
  const officer = await findOfficerBySubject(tx, { issuer, subject, today: localDate(ctx.now()) })
  mustServe(officer?.posts ?? [])
  const main = officer?.posts[0]
  if (!officer || !main) throw new Error('an officer with a post was asked for')
  const { id, fullName: name } = officer
  await keepIssuer(tx, id, issuer)
  return {
    actor: { kind: 'officer', id, name, agencyId: main.agencyId, grants: [] },
    home: homeOf(main.role),
  }
}

async function citizenOf(
  tx: Transaction,
  ctx: Context,
  { kind, ...described }: Extract<VerifiedPerson, { kind: 'citizen' }>,
): Promise<Actor> {
  const known = await findAccountForUpdate(tx, described)
  const account: Account = { ...described, id: known?.id ?? newId() }
  const { id, fullName: name, identityNumber, phone, email } = account
  const actor: Actor = { kind, id, name, identityNumber, phone, email }
  const fields = (Object.keys(account) as (keyof Account)[]).filter((key) => known?.[key] !== account[key])
  if (fields.length === 0) return actor
  await saveAccount(tx, account, ctx.now())
  const about = { subjectId: `account:${id}`, areaCode: account.areaCode }
  const as = { ...ctx, actor }
  if (known) {
    await identityEvents.append(tx, as, {
      ...about,
      name: 'account.changed',
      data: { accountId: id, fields },
    })
  } else {
    await identityEvents.append(tx, as, { ...about, name: 'account.registered', data: { accountId: id } })
  }
  return actor
}
