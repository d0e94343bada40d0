import { describe, expect, test } from 'vitest'
import { personOf } from './claims.ts'
import { readSecret, writeSecret } from './sign-in-cookie.ts'

const whole = {
  sub: 'a',
  name: '  Thạch  Sô Rinh ',
  identity_number: '095000000002',
  birthdate: '1988-11-02',
  gender: 'male',
  address: { formatted: 'Ấp Biển Tây A' },
  identity_level: '2',
}

describe('reading the claims of the provider', () => {
  test('takes the texts clean, the address whole and the level as a number', () => {
    expect(personOf('https://id', whole)).toMatchObject({
      kind: 'citizen',
      fullName: 'Thạch Sô Rinh',
      address: 'Ấp Biển Tây A',
      identityLevel: 2,
      sex: 'male',
      phone: null,
    })
  })

  test.each([
    ['no identity number', { identity_number: undefined }],
    ['a number that is none', { identity_number: '12345' }],
    ['no name', { name: '' }],
  ])('refuses a citizen with %s', (_what, changed) => {
    expect(() => personOf('https://id', { ...whole, ...changed })).toThrow(
      expect.objectContaining({ code: 'account.not_identified', status: 403 }),
    )
  })

  test('leaves out what it cannot read instead of guessing', () => {
    expect(personOf('https://id', { ...whole, birthdate: '1988', gender: 'x' })).toMatchObject({
      birthOn: null,
      sex: null,
    })
  })

  test('an officer needs a subject only, which counts at that provider', () => {
    expect(personOf('https://id', { sub: 'p1-leader', kind: 'officer' })).toEqual({
      kind: 'officer',
      issuer: 'https://id',
      subject: 'p1-leader',
    })
  })
})

describe('the cookie of a sign-in under way', () => {
  test('comes back as it was', () => {
    const secret = { state: 's', nonce: 'n', verifier: 'v', returnTo: '/hồ-sơ' }
    expect(readSecret(writeSecret(secret))).toEqual(secret)
  })

  test.each([
    undefined,
    '',
    'x',
    Buffer.from('{"state":1}').toString('base64url'),
    Buffer.from('null').toString('base64url'),
  ])('is nothing when it is %s', (cookie) => expect(readSecret(cookie)).toBeUndefined())
})
