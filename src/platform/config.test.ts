import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

describe('the sandbox, where anybody signs in as anybody', () => {
  test('is there to try things out, with its own sign-in', () => {
    const config = readConfig({})
    expect(config.sandbox).toBe(true)
    expect(config.oidc.issuer).toBe('http://localhost:3001')
  })

  test.each([
    ['SANDBOX=off', { SANDBOX: 'off', OIDC_ISSUER: 'https://id.example' }],
    ['a real provider, though SANDBOX was forgotten', { OIDC_ISSUER: 'https://id.example' }],
    ['a real provider beside SANDBOX=on', { SANDBOX: 'on', OIDC_ISSUER: 'https://id.example' }],
  ])('is closed by %s', (_by, environment) => {
    expect(readConfig(environment).sandbox).toBe(false)
  })

  test.each([
    ['this machine only, by itself', {}, '127.0.0.1'],
    ['others, when HOST says so', { HOST: '0.0.0.0' }, '0.0.0.0'],
  ])('is open to %s', (_whom, environment, host) => {
    expect(readConfig(environment).host).toBe(host)
  })

  test('leaves a province with a real provider open to all', () => {
    expect(readConfig({ OIDC_ISSUER: 'https://id.example' }).host).toBe('0.0.0.0')
  })

  test('is not closed with nobody to sign in with', () => {
    expect(() => readConfig({ SANDBOX: 'off' })).toThrow('OIDC_ISSUER')
  })

  test.each(['false', '0', 'no', 'OFF'])('is not left open by SANDBOX=%s: the start is refused', (text) => {
    expect(() => readConfig({ SANDBOX: text })).toThrow(ConfigError)
  })
})

test('proxies are taken with or without a space between them', () => {
  expect(readConfig({ TRUST_PROXY: '10.0.0.1, 10.0.0.2' }).trustProxy).toEqual(['10.0.0.1', '10.0.0.2'])
})

test('the owner of a given database may have a login of his own, and has none beside the embedded one', () => {
  const [url, owner] = ['postgres://app:x@db/t', 'postgres://owner:x@db/t']
  expect(readConfig({ DATABASE_URL: url }).databaseOwnerUrl).toBe(url)
  expect(readConfig({ DATABASE_URL: url, DATABASE_OWNER_URL: owner }).databaseOwnerUrl).toBe(owner)
  expect(() => readConfig({ DATABASE_OWNER_URL: owner })).toThrow('Set DATABASE_URL')
})

test('a key is held where the settings say: services by https, the own one of the sandbox beside them, libraries by a whole path', () => {
  const settings = {
    PKCS11_MODULES: '/usr/lib/softhsm/libsofthsm2.so',
    CSC_URLS: 'https://rssp.example/csc/v2/',
  }
  expect(readConfig(settings).keyPlaces).toEqual({
    modules: ['/usr/lib/softhsm/libsofthsm2.so'],
    services: ['https://rssp.example/csc/v2', 'http://localhost:3001/csc/v2'],
  })
  expect(readConfig({ SANDBOX: 'off', OIDC_ISSUER: 'https://id.example' }).keyPlaces.services).toEqual([])
  expect(() => readConfig({ CSC_URLS: 'http://10.0.0.5/csc/v2' })).toThrow('CSC_URLS: 10.0.0.5')
  expect(() => readConfig({ PKCS11_MODULES: 'lib.so' })).toThrow('PKCS11_MODULES: lib.so')
})
