import { expect, test } from 'vitest'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../tests/signing-world.ts'
import { writeKeyFile } from '../../sandbox/trust/key-file.ts'
import { revoke } from '../../sandbox/trust/responders.ts'
import { chainOf } from '../../sandbox/trust/trust-centre.ts'
import { currentResult, returnedBirth } from '../dossiers/results/testing-results.ts'
import { registerKey } from '../signing/index.ts'

const agencyId = 'BL-31837'

const itemsOf = (world: SigningWorld) =>
  world.db.selectFrom('dataStore.item').select(['state', 'fileHash']).where('source', '=', 'result').execute()

async function told(world: SigningWorld) {
  const rows = await world.db
    .selectFrom('notifications.notification')
    .select(['kind', 'recipientId'])
    .where('kind', 'like', '%unproved')
    .orderBy('kind')
    .execute()
  return rows.map(({ kind, recipientId }) => `${kind} ${recipientId}`)
}

/** The result was signed while the time stamp was down, and the key of the agency taken back before it was up again. */
async function losing(world: SigningWorld) {
  world.at('2024-11-20T09:42+07:00')
  const leader = await world.context('vtd-leader')
  const citizen = await world.context('thach-rinh')
  for (const owner of [
    { kind: 'agency', id: agencyId } as const,
    { kind: 'officer', id: leader.actor.id } as const,
  ])
    await giveKey(world, owner)
  world.trust.outage(true)
  const dossier = await returnedBirth(world)
  await world.runJobs({ mayFail: true })
  await world.read()
  const signed = await itemsOf(world)
  expect(signed).toMatchObject([{ state: 'valid' }])
  world.at('2024-11-20T13:00+07:00')
  const { centre } = world.trust
  revoke(centre, (await centre.signer(`agency-${agencyId}`, { commonName: '' })).certificate)
  world.trust.outage(false)
  world.at('2024-11-20T15:40+07:00')
  // What had failed waits by the clock of the server: it is tried now.
  await world.owner.query('update graphile_worker._private_jobs set run_at = $1', [world.now()])
  await world.runJobs({ mayFail: true })
  await world.read()
  return { dossier, leader, citizen, signed }
}

test('a result whose signature is lost is held back, told to its holder and the head, and free once signed again', async () => {
  await using world = await openSigningWorld()
  const { dossier, leader, citizen, signed } = await losing(world)
  expect(await itemsOf(world)).toMatchObject([{ state: 'suspended' }])
  expect(await told(world)).toEqual([
    `officer-result-unproved ${leader.actor.id}`,
    `result-unproved ${citizen.actor.id}`,
  ])
  const issued = await world.trust.centre.signer('another', { commonName: 'Khóa mới' })
  const file = writeKeyFile(issued, chainOf(world.trust.centre), 'thử').toString('base64')
  await registerKey(world.system(), {
    owner: { kind: 'agency', id: agencyId },
    source: { holder: 'pkcs12', file, passphrase: 'thử' },
  })
  await world.runJobs({ mayFail: true })
  await world.read()
  const [item] = await itemsOf(world)
  expect(item?.state).toBe('valid')
  expect(item?.fileHash).not.toBe(signed[0]?.fileHash)
  const { signingId } = await currentResult(world, dossier.id)
  expect(signingId).not.toBeNull()
  const events = (await world.eventNames()).filter((name) => /^data-store\.(suspended|resumed)$/.test(name))
  expect(events).toEqual(['data-store.suspended', 'data-store.resumed'])
})
