import { describe, expect, test } from 'vitest'
import type { Actor, Permission } from '#platform/permissions.ts'
import type { Step } from '../schema.ts'
import { worksFor } from './next-works.ts'

const steps: Step[] = [
  { id: 'receive', name: 'Tiếp nhận', role: 'receiver', kind: 'receive', minutes: 60 },
  { id: 'verify', name: 'Thẩm tra', role: 'specialist', kind: 'verify', minutes: 240 },
  { id: 'sign', name: 'Ký', role: 'leader', kind: 'sign', minutes: 120 },
  { id: 'number', name: 'Vào sổ', role: 'clerk', kind: 'number', minutes: 60 },
  { id: 'return', name: 'Trả kết quả', role: 'returner', kind: 'return', minutes: null },
]

function officer(...permissions: Permission[]): Actor {
  const grants = [
    { role: 'test', agencyIds: new Set(['DESK', 'RECEPTION']), permissions: new Set(permissions) },
  ]
  return { kind: 'officer', id: 'o', name: 'O', agencyId: 'DESK', grants }
}
const everybody = officer(
  'dossier.read',
  'dossier.receive',
  'dossier.process',
  'dossier.assign',
  'dossier.approve',
  'dossier.return',
)

function works(actor: Actor, state: string, given: object = {}) {
  const dossier = {
    state,
    stepIndex: 1,
    stepRole: 'specialist',
    deskAgencyId: 'DESK',
    receptionAgencyId: 'RECEPTION',
    suppliedAt: null,
    receivedAt: new Date(),
    wholeId: null,
    joinedVersionId: null,
    ...given,
  }
  return worksFor(actor, { dossier: dossier as never, steps, asked: false, apologies: 1 })
}

describe('the next step of a dossier', () => {
  test('is not reviewed by who prepared it: a specialist waits for the head, a head goes on', () => {
    const review = { stepRole: 'department-head' }
    expect(works(officer('dossier.read', 'dossier.process'), 'processing', review)).toEqual({
      primary: null,
      quiet: [],
      rare: [],
    })
    const head = officer('dossier.read', 'dossier.process', 'dossier.assign')
    expect(works(head, 'processing', review).primary).toBe('hand-over')
  })

  test.each([
    ['registered', { stepIndex: 0, stepRole: 'receiver', receivedAt: null }, 'receive'],
    ['received', { stepIndex: 0, stepRole: 'receiver' }, 'hand-over'],
    ['processing', {}, 'hand-over'],
    ['processing', { stepIndex: 2, stepRole: 'leader' }, 'hand-over'],
    ['processing', { stepIndex: 3, stepRole: 'clerk' }, 'solve'],
    ['awaiting-supplement', {}, 'supply'],
    ['awaiting-supplement', { receivedAt: null, suppliedAt: new Date() }, 'receive'],
    ['awaiting-payment', {}, 'confirm-payment'],
    ['solved', { stepIndex: 4, stepRole: 'returner' }, 'return'],
    ['returned', {}, null],
    ['refused', {}, null],
    ['withdrawn', {}, null],
    ['stopped', {}, null],
  ])('when %s %j is %s', (state, given, primary) => {
    expect(works(everybody, state, given).primary).toBe(primary)
  })

  test('keeps what is often done beside it and the rest in the menu', () => {
    expect(works(everybody, 'processing')).toEqual({
      primary: 'hand-over',
      quiet: ['consult', 'request-supplement'],
      rare: ['send-back', 'assign', 'request-payment', 'stop'],
    })
  })

  test('lets the day be set of a payment that was asked for without one', () => {
    expect(works(everybody, 'awaiting-payment', { paymentDueAt: null }).rare).toContain('request-payment')
    expect(works(everybody, 'awaiting-payment', { paymentDueAt: new Date() }).rare).not.toContain(
      'request-payment',
    )
  })

  test('offers nothing at the end', () => {
    expect(works(everybody, 'returned')).toEqual({ primary: null, quiet: [], rare: [] })
  })

  test('is only what the officer may do where the dossier lies', () => {
    expect(works(officer('dossier.read'), 'processing')).toEqual({ primary: null, quiet: [], rare: [] })
    expect(works(officer('dossier.read', 'dossier.receive'), 'processing').primary).toBeNull()
    expect(works(officer('dossier.process'), 'processing', { deskAgencyId: 'ELSEWHERE' }).primary).toBeNull()
    expect(
      works(officer('dossier.process'), 'processing', { stepRole: 'leader', stepIndex: 2 }).primary,
    ).toBeNull()
    expect(works(officer('dossier.assign'), 'processing').rare).toEqual(['assign'])
  })

  test('is an answer where an opinion is asked', () => {
    const dossier = {
      state: 'processing',
      stepIndex: 1,
      stepRole: 'specialist',
      deskAgencyId: 'X',
      receptionAgencyId: 'X',
      suppliedAt: null,
      receivedAt: new Date(),
      wholeId: null,
      joinedVersionId: null,
    }
    expect(
      worksFor(officer('dossier.process'), { dossier: dossier as never, steps, asked: true, apologies: 1 })
        .primary,
    ).toBe('reply')
  })
})
