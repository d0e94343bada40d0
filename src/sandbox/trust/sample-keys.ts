import { createHash } from 'node:crypto'
import { localDate } from '../../platform/calendar/index.ts'
import type { Context } from '../../platform/context.ts'
import { listAgencies, listOfficerRows } from '../../systems/administration/index.ts'
import { findKeyOwners, registerKey, trustRoot } from '../../systems/signing/index.ts'
import { writeKeyFile } from './key-file.ts'
import { chainOf, type TrustCentre } from './trust-centre.ts'

type Person = {
  readonly kind: 'agency' | 'officer'
  readonly id: string
  readonly name: string
  readonly office?: string
}

/**
 * Trusts the root of the sandbox and registers a key file for every agency and officer who has none, by the same action as
 * an administrator's form. A key that somebody registered stays. Who signs in at the sandbox comes first; `stopped` ends it
 * between two keys.
 */
export async function registerSampleKeys(
  ctx: Context,
  centre: TrustCentre,
  stopped?: AbortSignal,
): Promise<number> {
  await trustRoot(ctx, { file: centre.root.certificate.raw, sandbox: true })
  const held = await findKeyOwners(ctx.db)
  const people = [...(await officers(ctx)), ...(await agencies(ctx))]
  let registered = 0
  for (const person of people) {
    if (stopped?.aborted) break
    if (held.has(`${person.kind}:${person.id}`)) continue
    await registerFor(ctx, centre, person)
    registered++
  }
  return registered
}

async function registerFor(
  ctx: Context,
  centre: TrustCentre,
  { kind, id, name, office }: Person,
): Promise<void> {
  const place = createHash('sha256').update(`${kind}:${id}`).digest('hex').slice(0, 32)
  const issued = await centre.signer(place, {
    commonName: name,
    organisation: office ?? 'THỬ NGHIỆM',
    serialNumber: `THU-NGHIEM-${id}`.slice(0, 64),
  })
  const passphrase = createHash('sha256').update(`sandbox:${place}`).digest('hex')
  const file = writeKeyFile(issued, chainOf(centre), passphrase).toString('base64')
  await registerKey(ctx, { owner: { kind, id }, source: { holder: 'pkcs12', file, passphrase } })
}

const PAGE = 500

async function agencies({ db }: Context): Promise<Person[]> {
  const found: Person[] = []
  for (let after: string | undefined; ; after = found.at(-1)?.id) {
    const page = await listAgencies(db, { limit: PAGE, ...(after === undefined ? {} : { after }) })
    found.push(...page.map(({ id, name }) => ({ kind: 'agency' as const, id, name })))
    if (page.length < PAGE) return found
  }
}

/** Who holds a post today; whoever is named later gets a key then. */
async function officers({ db, now }: Context): Promise<Person[]> {
  const found: Person[] = []
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await listOfficerRows(db, { today: localDate(now()), limit: PAGE, offset })
    for (const { id, fullName, posts } of rows) {
      const office = posts[0]?.agencyName
      if (office !== undefined) found.push({ kind: 'officer', id, name: fullName, office })
    }
    if (rows.length < PAGE) return found
  }
}
