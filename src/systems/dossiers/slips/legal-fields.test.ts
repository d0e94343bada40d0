import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import {
  type Dossier,
  handOver,
  refuseDossier,
  registerAtCounter,
  requestSupplement,
  saveDraft,
  sendApology,
  startDraft,
  stopDossier,
  submitDraft,
} from '../index.ts'
import { maritalEntry } from '../testing-marital.ts'
import { acts, labelUnder, legalFields, slipsPage } from './legal-fields.ts'
import { answers, textOf } from './testing-slips.ts'

const authorised = {
  name: 'Quách Kim Tài',
  identityNumber: '095000000099',
  phone: '0900000099',
  address: 'Khóm 3, phường 1',
  paper: { kind: 'Giấy ủy quyền', number: '12/UQ', issuedOn: '2024-11-18' },
}

async function taken(world: World): Promise<Dossier> {
  const receiver = await world.context('vtd-receiver')
  const { id } = await registerAtCounter(receiver, { ...maritalEntry, authorised })
  return handOver(receiver, { id })
}

async function refused(world: World): Promise<Dossier> {
  const ctx = await world.context('thach-rinh')
  const draft = await startDraft(ctx, { procedureCode: '2.000635' })
  const { applicantName: _n, applicantIdentityNumber: _i, applicantAddress: _a, ...rest } = answers
  const data = { ...draft.data, ...rest }
  await saveDraft(ctx, { id: draft.id, data, areaCode: '31837', authorised })
  const { id } = await submitDraft(ctx, { id: draft.id })
  return refuseDossier(await world.context('vtd-receiver'), { id, reason: 'Sổ gốc không ở xã này' })
}

/** One dossier for each thing that can be said of it, each on the paper of its day. */
async function papersOf(world: World, newDay: string) {
  const { id } = await taken(world)
  const [specialist, leader] = [await world.context('vtd-specialist'), await world.context('vtd-leader')]
  const asked = await taken(world)
  await requestSupplement(specialist, { id: asked.id, items: [{ text: 'Bản sao' }], reason: 'Thiếu bản sao' })
  await sendApology(leader, { id, reason: 'Chờ xác minh', newPromisedOn: newDay })
  const stopped = await taken(world)
  const ground = { reason: 'Người nộp đã mất', groundId: 'applicant-gone' }
  await stopDossier(leader, { id: stopped.id, ...ground })
  const no = await refused(world)
  return {
    receipt: id,
    control: id,
    apology: id,
    'supplement-request': asked.id,
    'stop-notice': stopped.id,
    refusal: no.id,
  }
}

describe.each([
  [0, '2024-11-20T09:42+07:00', '2024-11-29'],
  [1, '2026-11-18T09:42+07:00', '2026-11-27'],
] as const)('under act %i', (act, instant, newDay) => {
  test('every form shows every field of the legal list', async () => {
    await using world = await openWorld({ province: true })
    world.at(instant)
    const ids = await papersOf(world, newDay)
    const missing: string[] = []
    for (const [form, id] of Object.entries(ids)) {
      const rows = legalFields[form as keyof typeof ids]
      const response = await world.as('vtd-leader').get(`/api/dossiers/${id}/slips/${form}.pdf`)
      if (form === 'stop-notice' && act === 0) {
        expect(response.statusCode).toBe(404)
        continue
      }
      expect(facesOf(response.rawPayload), form).toEqual(['Tinos'])
      const text = await textOf(response.rawPayload)
      expect(text).toContain(acts[act])
      for (const row of rows) if (!shows(text, labelUnder(row, act))) missing.push(`${form}: ${row.name}`)
    }
    const book = await world.as('vtd-receiver').get(registerPath(instant))
    expect(facesOf(book.rawPayload), 'register').toEqual(['Tinos'])
    const text = await textOf(book.rawPayload)
    for (const row of legalFields.register)
      if (!shows(text, labelUnder(row, act))) missing.push(`register: ${row.name}`)
    expect(missing).toEqual([])
  })
})

function registerPath(instant: string): string {
  const day = instant.slice(0, 10)
  return `/api/registers/BL-31837-MC.pdf?from=${day}&to=${day}`
}

/** The families of letters in a paper: that of NĐ 30/2020/NĐ-CP, phụ lục I, down to the foot of the page. */
function facesOf(pdf: Buffer): string[] {
  const named = [...pdf.toString('latin1').matchAll(/\/FontName \/[A-Z]{6}\+(\w+)-/g)].map(
    (found) => found[1] ?? '',
  )
  return [...new Set(named)]
}

/** The words, set in one or several lines. */
function shows(text: string, label: string | null): boolean {
  return label === null || text.includes(label.trim())
}

test('the page of the slips is written from the lists', async () => {
  expect(await readFile('docs/slips.md', 'utf8')).toBe(slipsPage())
})
