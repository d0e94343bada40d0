import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formatMoney } from '#platform/text/index.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { loadProvinceFolder } from '../../house.ts'
import { readDeskDossier } from './desk/dossier-view.ts'
import { findDossier } from './store.ts'
import { takeMarital } from './testing-marital.ts'
import { shownAnswers, shownClock, shownFacts } from './web/desk/dossier-data.ts'

const procedure = 'procedures/1.004873.json'
const form = 'forms/marital-status.json'

/** What an officer reads of a dossier that its filing has settled. */
async function settled(world: World, id: string) {
  const ctx = world.system()
  const dossier = await findDossier(ctx.db, id)
  if (!dossier) throw new Error(`No dossier ${id}`)
  const desk = await readDeskDossier(ctx, dossier)
  const labels = shownAnswers(desk, 'vi').pages.flatMap((page) => page.facts.map(({ label }) => label))
  return {
    procedure: desk.procedure.shortName,
    limit: desk.procedure.limits[0]?.days,
    fee: shownFacts(desk, ctx.now(), 'vi').fee,
    purpose: labels.filter((label) => label.includes('mục đích') || label === 'Mục đích'),
    law: (await shownClock(ctx, desk, 'vi')).lines.at(-1),
    promisedAt: dossier.promisedAt,
  }
}

/** Bạc Liêu again, where the procedure got another name, term and fee, and its form another question. */
async function publishAnew(world: World): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tinh-so-province-'))
  try {
    await cp(join(import.meta.dirname, '../../../provinces/bac-lieu'), folder, { recursive: true })
    await change(join(folder, procedure), (row) => ({
      ...row,
      shortName: 'Xác nhận độc thân',
      limits: [{ days: 5, unit: 'working-day', countingMode: 'civil-day' }],
      fees: [{ name: 'Lệ phí', amount: 15_000, certainty: 'high' }],
    }))
    const text = await readFile(join(folder, form), 'utf8')
    await writeFile(join(folder, form), text.replaceAll('"Mục đích"', '"Dùng vào mục đích gì"'))
    await loadProvinceFolder(world.house, folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function change(path: string, to: (row: object) => object): Promise<void> {
  await writeFile(path, JSON.stringify(to(JSON.parse(await readFile(path, 'utf8')))))
}

test('a dossier goes on showing the law, procedure, form and fee that it was filed under', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-06-26T08:00+07:00')
  const { id } = await takeMarital(world.system())
  const before = await settled(world, id)
  expect(before).toMatchObject({
    procedure: 'Xác nhận tình trạng hôn nhân',
    limit: 3,
    purpose: ['Mục đích'],
    law: 'Theo NĐ 61/2018/NĐ-CP.',
  })

  world.at('2025-07-02T08:00+07:00')
  await publishAnew(world)
  expect(await settled(world, id)).toEqual(before)
  const later = await settled(world, (await takeMarital(world.system())).id)
  expect(later).toMatchObject({
    procedure: 'Xác nhận độc thân',
    limit: 5,
    fee: formatMoney(15_000),
    purpose: ['Dùng vào mục đích gì'],
    law: 'Theo NĐ 118/2025/NĐ-CP.',
  })
  world.at('2035-07-02T08:00+07:00')
  expect(await settled(world, id)).toEqual(before)
})
