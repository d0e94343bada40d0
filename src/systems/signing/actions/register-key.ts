import { createHash, randomUUID, verify } from 'node:crypto'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { judge, type KeyHolder, shownName } from '#platform/signatures/index.ts'
import { findAgency, getOfficer } from '../../administration/index.ts'
import { signingEvents } from '../events.ts'
import { type KeySource, mustBeOffered, reachKey, referenceOf, refusalOf } from '../key-source.ts'
import { closeKey, findKeyOf, insertKey, type Key, lockOwner } from '../key-store.ts'
import { mayManageSignatures } from '../policy.ts'
import { trustedRoots } from '../root-store.ts'
import { mustBeValid } from '../rules.ts'
import type { Owner } from '../schema.ts'
import { resumeWaiting } from './resume-waiting.ts'

export type KeyRegistration = { readonly owner: Owner; readonly source: KeySource }

/**
 * Registers the key that an agency or officer signs with from now on, and closes the one before. The key proves itself by a
 * signature first; its chain must end at a trusted root. Papers that waited for it are signed.
 */
export async function registerKey(ctx: Context, { owner, source }: KeyRegistration): Promise<string> {
  mayManageSignatures(ctx.actor)
  mustBeOffered(ctx.keyPlaces, source)
  // Tokens and services are reached before the transaction begins: none waits for a card.
  const holder = await reach(source)
  const chain = await trustedChain(ctx, holder)
  const sealed = await ctx.secrets.seal(Buffer.from(JSON.stringify(source)))
  return ctx.db.transaction().execute(async (tx) => {
    await lockOwner(tx, owner)
    mayManageSignatures(ctx.actor)
    const ownerName = await getOwnerName(tx, owner)
    const before = await findKeyOf(tx, owner)
    const key = rowOf(holder, { owner, ownerName, source, now: ctx.now() })
    if (
      before &&
      before.serial === key.serial &&
      before.issuerName === key.issuerName &&
      before.holder === key.holder
    )
      return before.id
    if (before) await closeKey(tx, before.id, { at: ctx.now(), reason: 'Thay bằng khóa mới' })
    await insertKey(tx, { ...key, sealed, chain })
    await signingEvents.append(tx, ctx, {
      name: 'key.registered',
      subjectId: `key:${key.id}`,
      agencyId: owner.kind === 'agency' ? owner.id : null,
      data: {
        ...{ keyId: key.id, ownerKind: owner.kind, ownerId: owner.id, holder: source.holder },
        validTo: key.validTo.toISOString(),
      },
    })
    await resumeWaiting(tx, owner.id)
    return key.id
  })
}

async function reach(source: KeySource): Promise<KeyHolder> {
  try {
    const holder = await reachKey(source)
    const proof = Buffer.from(`Tỉnh Số ${randomUUID()}`)
    if (!verify('sha256', proof, holder.chain[0].key, await holder.sign(proof))) {
      throw new Error('khóa và chứng thư không khớp nhau')
    }
    return holder
  } catch (error) {
    throw refusalOf(error, source.holder)
  }
}

/** The chain up to the root, so that signatures carry it whole. */
async function trustedChain(ctx: Context, { chain }: KeyHolder): Promise<Buffer[]> {
  const [own] = chain
  mustBeValid(own, ctx.now())
  const roots = await trustedRoots(ctx.db)
  const data = { certificates: [], ocsps: [], crls: [] }
  const judged = judge(own, ctx.now(), { roots, pool: chain, data })
  if (judged.chain.problem === null && own.maySign && !own.authority)
    return judged.chain.path.map(({ raw }) => raw)
  if (judged.chain.problem === null) {
    throw new Refusal(
      422,
      'key.not_for_signing',
      'Chứng thư này không được cấp để ký. Hãy chọn chứng thư ký số.',
    )
  }
  throw new Refusal(
    422,
    'key.untrusted',
    `Chứng thư do “${shownName(own.issuerName)}” cấp không dẫn tới chứng thư gốc nào đang được tin cậy. Hãy thêm chứng thư gốc trước.`,
  )
}

async function getOwnerName(db: Connection, { kind, id }: Owner): Promise<string> {
  if (kind === 'officer') return (await getOfficer(db, id)).fullName
  const agency = await findAgency(db, id)
  if (!agency) throw notFound('agency.not_found', 'Không có cơ quan này. Hãy tìm lại trong danh sách.')
  return agency.name
}

type Row = {
  readonly owner: Owner
  readonly ownerName: string
  readonly source: KeySource
  readonly now: Date
}

function rowOf(
  { chain: [own] }: KeyHolder,
  { owner, ownerName, source, now }: Row,
): Omit<Key, 'withdrawnAt'> {
  return {
    id: newId(),
    ...{ ownerKind: owner.kind, ownerId: owner.id, ownerName, holder: source.holder },
    reference: referenceOf(source),
    subjectName: shownName(own.subjectName),
    issuerName: shownName(own.issuerName),
    // Long serials of a stranger are told by their digest: the column is for comparing.
    serial:
      own.serial.length <= 20
        ? own.serial.toString('hex')
        : createHash('sha256').update(own.serial).digest('hex'),
    validFrom: own.validFrom,
    validTo: own.validTo,
    registeredAt: now,
  }
}
