import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { giveKey, nowhere, openSigningWorld, type SigningWorld } from '../../../tests/signing-world.ts'
import { writeKeyFile } from '../../sandbox/trust/key-file.ts'
import { chainOf } from '../../sandbox/trust/trust-centre.ts'
import { registerKey } from './actions/register-key.ts'
import { retryDocument } from './actions/retry-document.ts'
import { distrustSandbox, trustRoot, withdrawRoot } from './actions/trust-root.ts'
import { withdrawKey } from './actions/withdraw-key.ts'
import { listKeys } from './admin-queries.ts'
import { signingConcerns } from './concerns.ts'
import type { KeySource } from './key-source.ts'
import { listRoots } from './root-store.ts'
import type { Owner } from './schema.ts'

let world: SigningWorld
beforeAll(async () => {
  world = await openSigningWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const owner: Owner = { kind: 'agency', id: 'BL-31837' }
const passphrase = 'bí mật không ai được đọc'

async function keyFile(name: string): Promise<KeySource> {
  const issued = await world.trust.centre.signer(name, { commonName: 'THỬ NGHIỆM xã' })
  const file = writeKeyFile(issued, chainOf(world.trust.centre), passphrase).toString('base64')
  return { holder: 'pkcs12', file, passphrase }
}

const inUse = () => listKeys(world.db, { limit: 10, offset: 0 })
const uuid = '00000000-0000-4000-8000-000000000000'

describe('the keys', () => {
  test('are registered by the administrator, replace one another, and lie locked in the database', async () => {
    const ctx = await world.context('administrator')
    const first = await registerKey(ctx, { owner, source: await keyFile('một') })
    expect(await registerKey(ctx, { owner, source: await keyFile('một') })).toBe(first)
    const second = await registerKey(ctx, { owner, source: await keyFile('hai') })
    expect(await inUse()).toMatchObject([
      {
        id: second,
        ownerId: 'BL-31837',
        ownerName: expect.stringContaining('Vĩnh Trạch Đông'),
        holder: 'pkcs12',
      },
    ])
    expect(await listKeys(world.db, { search: 'vinh trach dong', limit: 10, offset: 0 })).toHaveLength(1)
    expect(await world.eventNames(`key:${first}`)).toEqual(['key.registered'])
    const { rows } = await world.owner.query<{ text: string }>(`select t::text as text from signing.key t`)
    expect(rows).toHaveLength(2)
    const open = Buffer.from(passphrase).toString('hex')
    for (const { text } of rows) {
      expect(text).not.toContain(passphrase)
      expect(text).not.toContain(open)
    }
  })

  test('are withdrawn once, with an event', async () => {
    const [key] = await inUse()
    const ctx = await world.context('administrator')
    await withdrawKey(ctx, key?.id ?? '', 'Mất thiết bị')
    expect(await inUse()).toEqual([])
    expect(await world.eventNames(`key:${key?.id}`)).toEqual(['key.registered', 'key.withdrawn'])
    await expect(withdrawKey(ctx, key?.id ?? '', 'Lần nữa')).rejects.toMatchObject({ code: 'key.not_found' })
  })

  test('that end soon are told to the administrator', async () => {
    await giveKey(world, owner)
    const ctx = await world.context('administrator')
    const states = async () => (await signingConcerns(ctx, 'vi')).map(({ id, state }) => [id, state])
    expect(await states()).toEqual([
      ['signing-keys', 'ok'],
      ['signing-papers', 'ok'],
      ['signing-proofs', 'ok'],
    ])
    await world.owner.query(`update signing.key set valid_to = $1 where withdrawn_at is null`, [
      new Date(world.now().getTime() + 86_400_000),
    ])
    expect((await states())[0]).toEqual(['signing-keys', 'soon'])
  })
})

describe('the trusted roots', () => {
  test('are added once, withdrawn, and trusted again', async () => {
    const ctx = await world.context('administrator')
    const file = world.trust.centre.root.certificate.raw
    const [root] = await listRoots(world.db)
    await trustRoot(ctx, { file })
    expect(await world.eventNames(`root:${root?.fingerprint}`)).toEqual(['root.trusted'])
    await distrustSandbox(ctx)
    expect(await listRoots(world.db)).toEqual([])
    await expect(registerKey(ctx, { owner, source: await keyFile('ba') })).rejects.toMatchObject({
      code: 'key.untrusted',
    })
    await trustRoot(ctx, { file, sandbox: true })
    expect(await listRoots(world.db)).toMatchObject([{ sandbox: true }])
  })
})

type Call = {
  readonly why: string
  readonly who?: string
  readonly code: string
  readonly act: (who: string) => Promise<unknown>
}

const as = (who: string) => world.context(who)
const refusals: readonly Call[] = [
  {
    why: 'a leader registers a key',
    who: 'vtd-leader',
    code: 'permission.missing',
    act: async (who) => registerKey(await as(who), { owner, source: await keyFile('bốn') }),
  },
  {
    why: 'a clerk withdraws a key',
    who: 'vtd-clerk',
    code: 'permission.missing',
    act: async (who) => withdrawKey(await as(who), uuid, 'x'),
  },
  {
    why: 'a citizen trusts a root',
    who: 'lan',
    code: 'permission.missing',
    act: async (who) => trustRoot(await as(who), { file: world.trust.centre.root.certificate.raw }),
  },
  {
    why: 'a leader tries a paper again',
    who: 'vtd-leader',
    code: 'permission.missing',
    act: async (who) => retryDocument(await as(who), uuid),
  },
  {
    why: 'the passphrase is wrong',
    code: 'key.passphrase',
    act: async (who) =>
      registerKey(await as(who), {
        owner,
        source: { ...(await keyFile('một')), passphrase: 'sai' } as KeySource,
      }),
  },
  {
    why: 'the file is none',
    code: 'key.unreadable',
    act: async (who) =>
      registerKey(await as(who), { owner, source: { holder: 'pkcs12', file: 'AAAA', passphrase } }),
  },
  {
    why: 'the token is not there',
    code: 'key.unreachable',
    act: async (who) =>
      registerKey(await as(who), {
        owner,
        source: { holder: 'pkcs11', module: nowhere.module, label: 'a', pin: '1' },
      }),
  },
  {
    why: 'the library is not offered',
    code: 'key.not_offered',
    act: async (who) =>
      registerKey(await as(who), {
        owner,
        source: { holder: 'pkcs11', module: '/tmp/tai-len.so', label: 'a', pin: '1' },
      }),
  },
  {
    why: 'the service is another of the inner network',
    code: 'key.not_offered',
    act: async (who) => {
      const login = { credential: 'a', user: 'a', password: 'a', pin: '1' }
      const url = `${nowhere.url}/../admin`
      return registerKey(await as(who), { owner, source: { holder: 'csc', url, ...login } })
    },
  },
  {
    why: 'the service is down',
    code: 'key.unreachable',
    act: async (who) =>
      registerKey(await as(who), {
        owner,
        source: {
          holder: 'csc',
          url: nowhere.url,
          credential: 'a',
          user: 'a',
          password: 'a',
          pin: '1',
        },
      }),
  },
  {
    why: 'the agency is unknown',
    code: 'agency.not_found',
    act: async (who) =>
      registerKey(await as(who), { owner: { kind: 'agency', id: 'BL-0' }, source: await keyFile('một') }),
  },
  {
    why: 'the officer is unknown',
    code: 'officer.not_found',
    act: async (who) =>
      registerKey(await as(who), { owner: { kind: 'officer', id: uuid }, source: await keyFile('một') }),
  },
  {
    why: 'the root is no certificate',
    code: 'root.invalid',
    act: async (who) => trustRoot(await as(who), { file: Buffer.from('x') }),
  },
  {
    why: 'the root is a signer',
    code: 'root.invalid',
    act: async (who) => trustRoot(await as(who), { file: world.trust.centre.ocsp.certificate.raw }),
  },
  {
    why: 'the root is not trusted',
    code: 'root.not_found',
    act: async (who) => withdrawRoot(await as(who), 'none'),
  },
  {
    why: 'the paper is not there',
    code: 'document.not_found',
    act: async (who) => retryDocument(await as(who), uuid),
  },
]

test.each(refusals)('nothing is written when $why', async ({ who = 'administrator', code, act }) => {
  const trace = async () => {
    const { rows } = await world.owner.query(
      `select (select count(*) from signing.key) as keys, (select count(*) from signing.trusted_root where withdrawn_at is null) as roots,
              (select count(*) from platform.event where name not like 'session.%') as events`,
    )
    return rows[0]
  }
  await as(who)
  const before = await trace()
  await expect(act(who)).rejects.toMatchObject({ name: 'Refusal', code })
  expect(await trace()).toEqual(before)
})
