import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openWorld, type World } from '../../../tests/world.ts'
import { loadProvinceFolder } from '../../house.ts'
import { getProcedureAt, type SectorTerm } from '../procedures/index.ts'
import { listBoard } from './deadlines/board.ts'
import { figuresOf } from './deadlines/laws.ts'
import type { BoardRule } from './deadlines/rules.ts'
import { readDeskDossier } from './desk/dossier-view.ts'
import { openBooks } from './history/books.ts'
import { requestSupplement, supplyDossier } from './index.ts'
import { actingAs, legOf, runningBundle, solveLeg } from './joined/testing-bundle.ts'
import { planOf } from './plan.ts'
import { historyOf } from './queries/history.ts'
import { openSupplement } from './queries/open-supplement.ts'
import { evidenceOf } from './slips/evidence.ts'
import { slipBody } from './slips/forms.ts'
import { type Dossier, findDossier } from './store.ts'
import { termsOfDossier } from './terms.ts'
import { fileBirth } from './testing-birth.ts'
import { takeMarital } from './testing-marital.ts'
import { shownClock } from './web/desk/dossier-data.ts'

const at = (text: string) => new Date(`${text}:00+07:00`)
const ask = { items: [{ text: 'Bản sao' }], reason: 'Thiếu bản sao' }

/** Made up for the test: the facts give no figure of any sector, so the province has no row. */
const ofTheField: Pick<SectorTerm, 'act' | 'certainty' | 'of'> = {
  act: 'Luật thử về hộ tịch',
  certainty: 'assumed',
  of: { fields: ['Hộ tịch'] },
}
const rows: readonly SectorTerm[] = [
  {
    ...ofTheField,
    id: 'supplement-wait',
    value: 30,
    unit: 'calendar-day',
    rule: 'Người nộp bổ sung trong số ngày này.',
    article: 'Điều 5',
    validFrom: '2025-10-01',
    validTo: '2025-12-31',
  },
  {
    ...ofTheField,
    id: 'supplement-request-counter',
    value: 3,
    unit: 'working-day',
    rule: 'Yêu cầu bổ sung trong số ngày làm việc này.',
    validFrom: '2025-10-01',
  },
]

/** Bạc Liêu again, with a law of the civil status that sets terms of its own. */
async function passLaw(world: World, law: readonly SectorTerm[] = rows): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-province-'))
  try {
    await cp(join(import.meta.dirname, '../../../provinces/bac-lieu'), folder, { recursive: true })
    await writeFile(join(folder, 'law', 'sector-terms.json'), JSON.stringify(law))
    await loadProvinceFolder(world.house, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function again(world: World, { id }: Pick<Dossier, 'id'>): Promise<Dossier> {
  const dossier = await findDossier(world.db, id)
  if (!dossier) throw new Error(`No dossier ${id}`)
  return dossier
}

async function onBoard(world: World, rule: BoardRule) {
  const { rows: found } = await listBoard(world.system(), { rule, group: 'broken' })
  return new Set(found.map(({ id }) => id))
}

const clockOf = async (world: World, dossier: Dossier) => {
  const desk = await readDeskDossier(world.system(), await again(world, dossier))
  return (await shownClock(world.system(), desk, 'vi')).lines.join(' ')
}

/** What the citizen is told of his time: the figure, the act, the last day. */
async function askedOf(world: World, dossier: Dossier) {
  const ctx = world.system()
  const open = await openSupplement(ctx, await again(world, dossier), await planOf(ctx, dossier))
  return open && [open.term.value, open.term.unit, open.term.act, open.answerDueAt]
}

// Facts 1.5 rule 6: a direct dossier's "Phiếu yêu cầu bổ sung within 01 working day (or the sector law's term)"; rule 8: "No
// supplement within 15 working days (or sector law) → close".
// Rule 6: the request and the wait keep the sector law's term where there is one.
test('the term of a sector law is kept by who files under it: request, wait, board, slip, notice', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-11-17T08:00+07:00')
  const receiver = world.system()
  const before = await takeMarital(receiver)
  await passLaw(world)
  const after = await takeMarital(receiver)
  expect([before.regimeId, after.regimeId]).toEqual(['nd-118-2025.1', 'nd-118-2025.2'])

  expect(await clockOf(world, before)).toContain('1 ngày làm việc (NĐ 118/2025/NĐ-CP)')
  expect(await clockOf(world, after)).toContain('3 ngày làm việc (Luật thử về hộ tịch)')
  // Handed in on Monday: one working day ends on Tuesday, three on Thursday.
  world.at('2025-11-19T08:00+07:00')
  expect(await onBoard(world, 'supplement-request-counter')).toEqual(new Set([before.id]))
  world.at('2025-11-20T16:59+07:00')
  expect(await onBoard(world, 'supplement-request-counter')).toEqual(new Set([before.id]))
  world.at('2025-11-21T08:00+07:00')
  expect(await onBoard(world, 'supplement-request-counter')).toEqual(new Set([before.id, after.id]))

  for (const { id } of [before, after]) await requestSupplement(receiver, { id, ...ask })
  // From Friday 21/11: fifteen working days end on 12/12; thirty days on Sunday 21/12, so on Monday.
  expect(await askedOf(world, before)).toEqual([
    15,
    'working-day',
    'Các nghị định liên thông năm 2025',
    at('2025-12-12T17:00'),
  ])
  expect(await askedOf(world, after)).toEqual([
    30,
    'calendar-day',
    'Luật thử về hộ tịch Điều 5',
    at('2025-12-22T17:00'),
  ])
  expect(await clockOf(world, after)).toContain('30 ngày (Luật thử về hộ tịch Điều 5)')
  const evidence = await evidenceOf(world.db, await again(world, after))
  const { fields } = await slipBody(world.db, evidence, { form: 'supplement-request' })
  expect(fields.answerDueAt).toBe(
    '17 giờ 00 phút, ngày 22 tháng 12 năm 2025, 30 ngày theo Luật thử về hộ tịch Điều 5',
  )

  world.at('2025-12-12T17:01+07:00')
  await world.runJobs()
  expect([(await again(world, before)).state, (await again(world, after)).state]).toEqual([
    'stopped',
    'awaiting-supplement',
  ])
  world.at('2025-12-22T17:01+07:00')
  await world.runJobs()
  expect((await again(world, after)).state).toBe('stopped')
  const [, stopped] = await Promise.all(
    [before, after].map(async ({ id }) => (await historyOf(world.db, id)).at(-1)),
  )
  expect(stopped?.name === 'dossier.stopped' && stopped.data.legalGround).toMatch(
    /NĐ 118\/2025\/NĐ-CP Điều 21; thời hạn bổ sung theo Luật thử về hộ tịch Điều 5\)$/,
  )
})

test('it ends with its days, and what was led elsewhere is judged by it too', async () => {
  await using world = await openWorld({ province: true })
  await passLaw(world)
  world.at('2026-01-05T08:00+07:00')
  const { id } = await takeMarital(world.system())
  await requestSupplement(world.system(), { id, ...ask })
  const asked = await askedOf(world, await again(world, { id }))
  expect(asked?.slice(0, 2)).toEqual([15, 'working-day'])

  const books = await openBooks(world.system())
  const marital = await getProcedureAt(world.db, '1.004873', '2025-11-17')
  const mining = await getProcedureAt(world.db, '1.014466', '2025-11-20')
  const wait = (procedure: typeof marital, day: string) =>
    books.termsOn(day, procedure).rules['supplement-wait'].value
  expect(wait(marital, '2025-11-20')).toBe(30)
  expect(wait(mining, '2025-11-20')).toBe(15)
  expect(wait(marital, '2026-01-05')).toBe(15)
})

// Rule 8: each leg of a joined dossier is closed by the law of its own field.
test('each leg of a joined dossier has the terms of its own field', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-11-17T08:00+07:00')
  await passLaw(world)
  const whole = await runningBundle(world)
  const birth = await legOf(world, whole, 'khai-sinh')
  await requestSupplement(await actingAs(world, 'vtd-specialist'), { id: birth.id, ...ask })
  expect((await askedOf(world, whole))?.slice(0, 2)).toEqual([30, 'calendar-day'])
  await supplyDossier(await actingAs(world, 'thach-rinh'), { id: whole.id, answer: 'Đã gửi' })
  await solveLeg(world, whole, 'khai-sinh')
  const residence = await legOf(world, whole, 'thuong-tru')
  await requestSupplement(await actingAs(world, 'vtd-ca-specialist'), { id: residence.id, ...ask })
  expect((await askedOf(world, whole))?.slice(0, 2)).toEqual([15, 'working-day'])
  // Filed with the whole, so by the law of its day, whenever its turn comes.
  expect(residence.submittedAt).toEqual(whole.submittedAt)
})

test('the board judges each dossier by the very term that it keeps, the one of its procedure before that of its field', async () => {
  await using world = await openWorld({ province: true })
  const ctx = world.system()
  const filed: Dossier[] = []
  const fileAt = async (instant: string) => {
    world.at(instant)
    filed.push(await takeMarital(ctx), await fileBirth(await actingAs(world, 'thach-rinh')))
  }
  await fileAt('2025-06-27T08:00+07:00')
  const own = { ...rows[1], value: 5, of: { procedures: ['1.004873'] }, validTo: '2025-11-30' } as SectorTerm
  await passLaw(world, [own, ...rows])
  for (const day of ['2025-09-30', '2025-10-01', '2025-11-30', '2025-12-01'])
    await fileAt(`${day}T08:00+07:00`)
  const kept = await Promise.all(
    filed.map(async (dossier) => {
      const { value } = (await termsOfDossier(ctx, dossier)).rules['supplement-request-counter']
      return [dossier.id, value] as const
    }),
  )
  expect(kept.map(([, value]) => value)).toEqual([1, 1, 1, 1, 5, 3, 5, 3, 3, 3])
  const judged = new Map<string, number>()
  for (const { term, holds } of await figuresOf(ctx, 'supplement-request-counter')) {
    const found = await sql<{ id: string }>`select d.id from dossiers.dossier d where ${holds}`.execute(
      world.db,
    )
    for (const { id } of found.rows) {
      expect(judged.has(id)).toBe(false)
      judged.set(id, term.value)
    }
  }
  expect(kept.map(([id]) => judged.get(id))).toEqual(kept.map(([, value]) => value))
})
