import { beforeAll, describe, expect, test } from 'vitest'
import { localDate } from '#platform/calendar/index.ts'
import { openWorld } from '../../../tests/world.ts'
import { getOffer, type Offer } from '../procedures/index.ts'
import {
  casesToChoose,
  filesOnline,
  filingSteps,
  firstOpenStep,
  heldBy,
  lockedFields,
  missingPapers,
  needOf,
  pageErrors,
  postedAnswers,
} from './filing-rules.ts'
import { birthAnswers } from './testing-birth.ts'

let birth: Offer
let copies: Offer

beforeAll(async () => {
  await using world = await openWorld({ province: true })
  const today = localDate(world.now())
  birth = await getOffer(world.db, '1.001193', today)
  copies = await getOffer(world.db, '2.000815', today)
})

const certificate = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
const held = { fullName: 'Thạch Sô Rinh', sex: 'male' }
const paths = (steps: readonly { path: string }[]) => steps.map(({ path }) => path)

function asked({ form, procedure }: Offer) {
  return { form: form.content, papers: procedure.content.papers }
}

function pageOf({ form }: Offer, id: string) {
  const found = form.content.layout.pages.find((page) => page.id === id)
  if (!found) throw new Error(`No page ${id}`)
  return found
}

describe('the way through a filing', () => {
  test('goes by the pages of the form, the papers, the result and the review', () => {
    const { form, papers } = asked(birth)
    expect(paths(filingSteps(form, papers, {}))).toEqual([
      ...['con', 'me', 'cha', 'nguoi-yeu-cau'],
      ...['giay-to', 'nhan-ket-qua', 'xem-lai'],
    ])
  })

  test('leaves the papers out when the form is the only one', () => {
    const { form, papers } = asked(birth)
    const formOnly = papers.filter((paper) => paper.kind === 'form')
    expect(paths(filingSteps(form, formOnly, {}))).not.toContain('giay-to')
  })

  test('is taken up at the first step with something missing, and nowhere when all is there', () => {
    const { documentType: _, ...answers } = { ...birthAnswers, documentType: '' }
    const applicant = {
      applicantName: 'Thạch Sô Rinh',
      applicantIdentityNumber: '095000000002',
      applicantBirthDate: '1988-11-02',
      applicantSex: 'male',
      applicantEthnicity: 'khmer',
      applicantAddress: 'Ấp Biển Tây A, xã Vĩnh Trạch Đông',
      applicantPhone: '0900000002',
    }
    const whole = { ...answers, ...applicant }
    const { childName: _name, ...nameless } = whole
    expect(firstOpenStep(asked(birth), {}, [])?.path).toBe('con')
    expect(firstOpenStep(asked(birth), nameless, [])?.path).toBe('con')
    expect(firstOpenStep(asked(birth), whole, [])?.path).toBe('giay-to')
    expect(firstOpenStep(asked(birth), whole, [{ paperId: certificate }])).toBeUndefined()
  })
})

describe('the case of a limit', () => {
  const limit = { days: 15, unit: 'working-day', countingMode: 'next-day' } as const
  const of = (...cases: (string | null)[]) =>
    casesToChoose({ limits: cases.map((name) => ({ ...limit, case: name })) } as never)

  test('is asked where a procedure has no usual one, and is for the officer to find where it has', () => {
    expect(of('Nhà ở riêng lẻ', 'Công trình khác')).toEqual(['Nhà ở riêng lẻ', 'Công trình khác'])
    expect(of(null, 'Cần xác minh')).toEqual([])
    expect(of('Nhà ở riêng lẻ')).toEqual([])
  })
})

describe('a paper', () => {
  test('is filled in, held, needed or optional', () => {
    const needs = Object.fromEntries(asked(birth).papers.map((paper) => [paper.id, needOf(paper)]))
    expect(needs).toMatchObject({
      'to-khai-dang-ky-khai-sinh': 'form',
      [certificate]: 'required',
      'can-cuoc-hoac-ho-chieu': 'held',
      'van-ban-uy-quyen': 'optional',
    })
  })

  test('is missing until it was sent', () => {
    const { papers } = asked(birth)
    expect(missingPapers(papers, []).map(({ id }) => id)).toEqual([certificate])
    expect(missingPapers(papers, [{ paperId: certificate }])).toEqual([])
  })
})

describe('held data', () => {
  test('are locked while the answer is what is held, and open once it was reported as wrong', () => {
    const page = pageOf(birth, 'nguoi-yeu-cau')
    const answers = { applicantName: 'Thạch Sô Rinh', applicantSex: 'female' }
    expect(lockedFields(page, answers, { applicantName: 'Thạch Sô Rinh', applicantSex: 'male' })).toEqual([
      'applicantName',
    ])
  })

  test('that were shown as text are not taken away by a post that does not carry them', () => {
    const page = pageOf(birth, 'nguoi-yeu-cau')
    const posted = new Map([['relationship', 'father']])
    const answers = postedAnswers(birth.form.content, page, { posted, locked: ['applicantName'] })
    expect(answers).not.toHaveProperty('applicantName')
    expect(answers).toMatchObject({ relationship: 'father', applicantSex: null })
  })

  test('are those of the account, and nothing without one', () => {
    expect(heldBy(undefined)).toEqual({})
    expect(
      heldBy({
        ...{ id: '', issuer: '', subject: '', identityLevel: 2, fullName: held.fullName },
        ...{ identityNumber: '095000000002', birthOn: '1988-11-02', sex: 'male', ethnicity: null },
        ...{ address: null, areaCode: null, phone: null, email: null },
      }),
    ).toMatchObject({ fullName: held.fullName, birthDate: '1988-11-02', sex: 'male' })
  })
})

test('a page tells only of its own mistakes, in the order of its questions', () => {
  const errors = pageErrors(birth.form.content, {}, { page: pageOf(birth, 'con') })
  expect(Object.keys(errors).slice(0, 2)).toEqual(['childName', 'childBirthDate'])
  expect(errors).not.toHaveProperty('motherIs')
})

test('a procedure without online service is not filed online', () => {
  expect(filesOnline(birth.procedure.content)).toBe(true)
  expect(filesOnline(copies.procedure.content)).toBe(false)
})
