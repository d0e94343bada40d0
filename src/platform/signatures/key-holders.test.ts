import { verify } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeKeyFile } from '../../sandbox/trust/key-file.ts'
import { remoteAccount } from '../../sandbox/trust/remote-keys.ts'
import { openTrustServer, type TrustServer } from '../../sandbox/trust/testing.ts'
import { chainOf } from '../../sandbox/trust/trust-centre.ts'
import { KeyFileError, openKeyFile, openRemoteKey, openToken } from './index.ts'
import type { KeyAlgorithm } from './key-holder.ts'
import { fetchSoftToken, makeToken, putKey } from './testing/soft-token.ts'

let server: TrustServer
let folder: string
beforeAll(async () => {
  server = await openTrustServer()
  folder = await mkdtemp(join(tmpdir(), 'tinh-so-keys-'))
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const data = Buffer.from('Ủy ban nhân dân xã Vĩnh Trạch Đông')
const algorithms: readonly KeyAlgorithm[] = ['ecdsa-sha256', 'rsa-sha256']

describe('a key file (PKCS#12)', () => {
  test.each(algorithms)('signs with %s and brings its chain', async (algorithm) => {
    const issued = await server.centre.signer(`file-${algorithm}`, { commonName: 'Thử' }, algorithm)
    const key = openKeyFile(writeKeyFile(issued, chainOf(server.centre), 'mật khẩu ễ'), 'mật khẩu ễ')
    expect(key.algorithm).toBe(algorithm)
    expect(key.chain).toHaveLength(3)
    expect(verify('sha256', data, issued.certificate.key, await key.sign(data))).toBe(true)
  })

  test('says when the passphrase is wrong, and when it is no key file', async () => {
    const issued = await server.centre.signer('file-ecdsa-sha256', { commonName: 'Thử' })
    const file = writeKeyFile(issued, [], 'đúng')
    expect(() => openKeyFile(file, 'sai')).toThrow(expect.objectContaining({ reason: 'passphrase' }))
    expect(() => openKeyFile(Buffer.from('%PDF-1.7'), 'sai')).toThrow(KeyFileError)
    for (let cut = 0; cut < file.length; cut += 37) {
      expect(() => openKeyFile(file.subarray(0, cut), 'đúng')).toThrow(KeyFileError)
    }
  })
})

describe('a token (PKCS#11)', () => {
  test('names the module that is missing', async () => {
    const wanted = { module: '/khong/co/libtoken.so', label: 'a', pin: '1' }
    await expect(openToken(wanted)).rejects.toThrow('There is no PKCS#11 module at /khong/co/libtoken.so')
  })

  test('signs with real SoftHSM, RSA and P-256, and refuses a wrong PIN', async (proof) => {
    // Where neither the distribution nor the network has SoftHSM, the refusal above is all that was proved.
    proof.skip(!(await fetchSoftToken()), 'no SoftHSM here: no token signed')
    const token = { folder, label: 'tinh-so', pin: '1234' }
    const module = await makeToken(token)
    for (const algorithm of algorithms) {
      const issued = await server.centre.signer(`token-${algorithm}`, { commonName: 'Thử' }, algorithm)
      const keyFile = join(folder, `${algorithm}.pem`)
      await writeFile(keyFile, issued.key.export({ type: 'pkcs8', format: 'pem' }))
      await putKey({ ...token, name: algorithm, keyFile, certificate: issued.certificate })
      const key = await openToken({
        module,
        token: 'tinh-so',
        label: algorithm,
        pin: '1234',
        above: chainOf(server.centre),
      })
      expect(key.algorithm).toBe(algorithm)
      expect(key.chain).toHaveLength(3)
      const signatures = await Promise.all([key.sign(data), key.sign(data)])
      for (const signature of signatures)
        expect(verify('sha256', data, issued.certificate.key, signature)).toBe(true)
      await key.close()
    }
    const wrong = { module, token: 'tinh-so', pin: '1234' }
    await expect(openToken({ ...wrong, label: 'khác' })).rejects.toThrow('no private key with the label khác')
    await expect(openToken({ ...wrong, token: 'khác', label: 'a' })).rejects.toThrow('no token named khác')
    await expect(openToken({ ...wrong, label: 'a', pin: '9999' })).rejects.toThrow('the PIN is wrong')
  })
})

describe('a remote key (CSC)', () => {
  const { user, password, pin } = remoteAccount
  test.each(['v1', 'v2'])('signs over version %s of the interface', async (version) => {
    const url = `${server.origin}/csc/${version}`
    const key = await openRemoteKey({ url, credential: 'ubnd-1', user, password, pin })
    expect(verify('sha256', data, key.chain[0].key, await key.sign(data))).toBe(true)
  })

  test('says who refused: a wrong password, a wrong PIN, a service that is down', async () => {
    const remote = { url: `${server.origin}/csc/v2`, credential: 'ubnd-1', user, password, pin }
    await expect(openRemoteKey({ ...remote, password: 'sai' })).rejects.toThrow('auth/login answers 401')
    const key = await openRemoteKey({ ...remote, pin: '0000' })
    await expect(key.sign(data)).rejects.toThrow('credentials/authorize answers 400 invalid_pin')
    await expect(openRemoteKey({ ...remote, url: 'http://127.0.0.1:9/csc/v2' })).rejects.toThrow(
      'does not answer',
    )
  })
})
