import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { readAuthorised } from './authorised.ts'
import {
  findDossier,
  handOver,
  registerAtCounter,
  returnResult,
  saveDraft,
  solveDossier,
  startDraft,
  submitDraft,
} from './index.ts'
import type { Authorised } from './schema.ts'
import { answers, textOf } from './slips/testing-slips.ts'

const acting: Authorised = {
  name: 'Quách Kim Tài',
  identityNumber: '095000000099',
  phone: '0900000099',
  address: 'Khóm 3, phường 1',
  paper: { kind: 'Giấy ủy quyền', number: '12/UQ', issuedOn: '2024-11-18' },
}

async function atCounter(world: World) {
  return registerAtCounter(await world.context('vtd-receiver'), {
    procedureCode: '2.000635',
    areaCode: '31837',
    applicant: { name: answers.applicantName, identityNumber: answers.applicantIdentityNumber },
    authorised: acting,
    data: answers,
    channel: 'direct',
    resultMethod: 'counter',
  })
}

async function eventsOf(world: World, id: string): Promise<string> {
  const events = await world.db
    .selectFrom('platform.event')
    .select('data')
    .where('subjectId', '=', id)
    .execute()
  return JSON.stringify(events)
}

describe('an authorised person', () => {
  test('stands on the receipt with the paper of authority, and in the log only as a fact', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atCounter(world)
    const receipt = await world.as('vtd-receiver').get(`/api/dossiers/${id}/slips/receipt.pdf`)
    const text = await textOf(receipt.rawPayload)
    for (const part of [
      'Người được ủy quyền: Quách Kim Tài',
      'Số định danh: 095000000099',
      'Địa chỉ của người được ủy quyền: Khóm 3, phường 1',
      'Số điện thoại: 0900000099',
      'Giấy tờ ủy quyền: Giấy ủy quyền số 12/UQ ngày 18/11/2024',
    ])
      expect(text).toContain(part)
    const log = await eventsOf(world, id)
    expect(log).toContain('"authorised":true')
    expect(log).not.toContain('095000000099')
    expect(log).not.toContain('Quách')
  })

  test('takes the result away as the dossier has him', async () => {
    await using world = await openWorld({ province: true })
    const { id } = await atCounter(world)
    for (const who of ['vtd-receiver', 'vtd-specialist', 'vtd-leader'])
      await handOver(await world.context(who), { id })
    const done = { id, resultName: 'Bản sao trích lục', resultNumber: '147/2024' }
    await solveDossier(await world.context('vtd-clerk'), done)
    const method = 'counter' as const
    await returnResult(await world.context('vtd-receiver'), { id, method, byAuthorised: true })
    const handover = await world.db.selectFrom('dossiers.handover').selectAll().executeTakeFirstOrThrow()
    expect(handover).toMatchObject({
      toName: 'Quách Kim Tài',
      identityNumber: '095000000099',
      relation: 'Người được ủy quyền',
      authority: 'Giấy ủy quyền số 12/UQ ngày 18/11/2024',
    })
  })

  test('is named by the citizen who files online, and kept with the draft', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context('thach-rinh')
    const draft = await startDraft(ctx, { procedureCode: '2.000635' })
    const { applicantName: _n, applicantIdentityNumber: _i, applicantAddress: _a, ...rest } = answers
    await saveDraft(ctx, { id: draft.id, authorised: acting, areaCode: '31837' })
    await saveDraft(ctx, { id: draft.id, data: { ...draft.data, ...rest } })
    const { id, code } = await submitDraft(ctx, { id: draft.id })
    expect((await findDossier(world.db, id))?.authorised).toEqual(acting)
    const own = await world.as('thach-rinh').get(`/api/my/dossiers/${code}`)
    expect(own.json()).toMatchObject({ authorised: { name: 'Quách Kim Tài' } })
    expect(own.body).not.toContain('095000000099')
  })

  test('is nobody until the fields are filled, and told what lacks once they are begun', () => {
    const empty = { name: '', identityNumber: '', phone: '', email: '', address: '', kind: '', number: '' }
    expect(readAuthorised({ ...empty, issuedOn: '' })).toEqual({ authorised: null, errors: {} })
    const { authorised, errors } = readAuthorised({ ...empty, name: 'Quách Kim Tài', issuedOn: null })
    expect(authorised).toBeUndefined()
    expect(Object.keys(errors).sort()).toEqual(['identityNumber', 'issuedOn', 'kind'])
  })
})

const self = { handedTo: answers.applicantName }
const other = { handedTo: 'Quách Kim Tài' }
const identityNumber = '095000000099'

describe('a hand-over is refused and leaves no trace', () => {
  test.each([
    ['nobody was authorised', { byAuthorised: true }, 'dossier.nobody_authorised'],
    ['nobody is named', {}, 'dossier.receiver_missing'],
    ['no number was seen', self, 'dossier.receiver_unknown'],
    ['the number is none', { ...self, receiver: { identityNumber: '12 34' } }, 'dossier.receiver_unknown'],
    [
      'another takes it by no right',
      { ...other, receiver: { identityNumber } },
      'dossier.receiver_unauthorised',
    ],
    [
      'another takes it by no paper',
      { ...other, receiver: { identityNumber, relation: 'Con' } },
      'dossier.receiver_unauthorised',
    ],
    [
      'another of the same name takes it',
      { ...self, receiver: { identityNumber } },
      'dossier.receiver_unauthorised',
    ],
  ])('when %s', async (_name, taken, code) => {
    await using world = await openWorld({ province: true })
    const { id } = await registerAtCounter(await world.context('vtd-receiver'), {
      procedureCode: '2.000635',
      areaCode: '31837',
      applicant: { name: answers.applicantName, identityNumber: answers.applicantIdentityNumber },
      data: answers,
      channel: 'direct',
      resultMethod: 'counter',
    })
    for (const who of ['vtd-receiver', 'vtd-specialist', 'vtd-leader'])
      await handOver(await world.context(who), { id })
    await solveDossier(await world.context('vtd-clerk'), { id, resultName: 'Bản sao', resultNumber: '1' })
    const before = await world.eventNames(id)
    const desk = await world.context('vtd-receiver')
    await expect(returnResult(desk, { id, method: 'counter', ...taken })).rejects.toMatchObject({ code })
    expect(await world.eventNames(id)).toEqual(before)
  })
})
