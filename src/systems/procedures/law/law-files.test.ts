import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCalendar } from '#platform/calendar/index.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import { loadLaw } from '../actions/load-law.ts'
import { copyGeneralLaw, provinceLaw } from '../testing/province-law.ts'
import { readLawFiles } from './law-files.ts'
import { type LawFiles, type RegimeFile, ruleIds } from './law-shapes.ts'
import { termsKept, termsOn } from './regimes.ts'
import { endOf, leadOf, termsOf, timeOfDay } from './terms.ts'

let folder = ''
let law: LawFiles
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'law-'))
  law = await changed(() => {})
})
afterAll(() => rm(folder, { recursive: true }))

/** Reads the general law after a change of its regimes. */
async function changed(change: (regimes: RegimeFile[]) => void) {
  await copyGeneralLaw(folder, 'law')
  const path = join(folder, 'law', 'regimes.json')
  const regimes = JSON.parse(await readFile(path, 'utf8')) as RegimeFile[]
  change(regimes)
  await writeFile(path, JSON.stringify(regimes, null, 2))
  return readLawFiles(folder, [])
}

describe('the law of Bạc Liêu', () => {
  test('is read beside its own procedures, with whatever terms of sector laws its file has', async () => {
    expect((await provinceLaw()).regimes.map(({ id }) => id)).toEqual(law.regimes.map(({ id }) => id))
  })

  test('has two regimes that meet on 1/7/2025, with six slips and seven', () => {
    expect(
      law.regimes.map(({ id, validFrom, validTo, levels, slips }) => [
        id,
        validFrom,
        validTo,
        levels.length,
        slips.length,
      ]),
    ).toEqual([
      ['nd-61-2018', '2018-06-21', '2025-06-30', 3, 6],
      ['nd-118-2025', '2025-07-01', undefined, 2, 7],
    ])
  })

  test('gives each rule an act and a certainty, and marks what is not known from a source', () => {
    const rules = law.regimes.flatMap((regime) => regime.rules)
    expect(new Set(rules.map((rule) => rule.id))).toEqual(new Set(ruleIds))
    const assumed = rules.filter((rule) => rule.certainty === 'assumed').map((rule) => rule.id)
    expect(new Set(assumed)).toEqual(
      new Set([
        'apology-draft',
        'due-soon',
        'first-answer-online',
        'last-working-hour',
        'supplement-request-counter',
      ]),
    )
  })
})

describe('a file of regimes', () => {
  test('is refused with line and reason when a rule misses days of its regime', async () => {
    const broken = changed((regimes) => {
      for (const rule of regimes[1]?.rules ?? []) if (rule.id === 'apologies') rule.validFrom = '2025-08-01'
    })
    await expect(broken).rejects.toThrow(
      /law\/regimes\.json:\d+: Quy tắc "apologies" không có dòng nào cho ngày 2025-07-01/,
    )
  })

  test('is refused when it allows two apologies, of which a dossier could keep only one', async () => {
    const broken = changed((regimes) => {
      for (const rule of regimes[1]?.rules ?? []) if (rule.id === 'apologies') rule.value = 2
    })
    await expect(broken).rejects.toThrow(/law\/regimes\.json:\d+: Hệ thống chỉ giữ được một phiếu xin lỗi/)
  })

  test('is refused when two regimes hold on one day', async () => {
    const broken = changed((regimes) => {
      if (regimes[0]) regimes[0].validTo = '2025-07-01'
    })
    await expect(broken).rejects.toThrow('Trùng thời gian hiệu lực với "nd-61-2018"')
  })

  test('is refused when a rule has two figures for one day', async () => {
    const broken = changed((regimes) => {
      const [first] = regimes[1]?.rules ?? []
      if (first) regimes[1]?.rules.push({ ...first, validFrom: '2025-09-01' })
    })
    await expect(broken).rejects.toThrow('Quy tắc "first-answer-online" có hai dòng cho ngày 2025-09-01')
  })
})

describe('the rules of a day', () => {
  const actOn = (day: string) => {
    const regime = law.regimes.findLast((each) => each.validFrom <= day) ?? law.regimes[0]
    return regime && termsOf(`${regime.id}.1`, regime, day).rules['first-answer-online'].act
  }
  test('come from the act in force on it', () => {
    expect(
      ['2020-05-21', '2020-05-22', '2025-06-30', '2025-07-01', '2026-01-01', '2027-03-01'].map(actOn),
    ).toEqual([
      'NĐ 61/2018/NĐ-CP',
      'NĐ 45/2020/NĐ-CP',
      'NĐ 45/2020/NĐ-CP',
      'NĐ 118/2025/NĐ-CP',
      'NQ 66.7/2025/NQ-CP',
      'NĐ 118/2025/NĐ-CP',
    ])
  })

  test('of a day before every regime are those of the oldest', () => {
    expect(actOn('2015-01-01')).toBe('NĐ 61/2018/NĐ-CP')
  })
})

describe('a term', () => {
  const calendar = createCalendar([])
  const at = (text: string) => new Date(`${text}+07:00`)
  test('of hours counts from the minute, of days ends with the office hours, and a lead counts back', () => {
    expect(endOf(calendar, { value: 2, unit: 'working-hour' }, at('2024-11-20T10:30'))).toEqual(
      at('2024-11-20T14:30'),
    )
    expect(endOf(calendar, { value: 1, unit: 'working-day' }, at('2024-11-22T10:30'))).toEqual(
      at('2024-11-25T17:00'),
    )
    expect(leadOf(calendar, { value: 1, unit: 'working-day' }, at('2024-11-25T17:00'))).toEqual(
      at('2024-11-22T17:00'),
    )
    expect(leadOf(calendar, { value: 1, unit: 'working-day' }, at('2024-11-25T10:00'))).toEqual(
      at('2024-11-22T10:00'),
    )
    expect(timeOfDay({ value: 14.5, unit: 'hour-of-day' })).toBe('14:30')
  })

  test('that is no time is a mistake of the caller', () => {
    expect(() => endOf(calendar, { value: 1, unit: 'time' }, at('2024-11-20T10:30'))).toThrow(
      'Not a term: time',
    )
  })
})

describe('loading the law', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ province: true })
  })
  afterAll(() => world[Symbol.asyncDispose]())

  test('a second time writes nothing', async () => {
    expect(await loadLaw(world.system(), law)).toEqual({ regimes: 0, stopGrounds: 0 })
    expect(await world.eventNames()).toEqual([])
  })

  test('makes a corrected regime the next version, and what was filed before keeps its own', async () => {
    const before = await termsOn(world.db, '2024-11-20')
    const corrected = await changed((regimes) => {
      for (const rule of regimes[0]?.rules ?? []) if (rule.id === 'supplement-wait') rule.value = 20
    })
    expect(await loadLaw(world.system(), corrected)).toEqual({ regimes: 1, stopGrounds: 0 })
    expect(await world.eventNames()).toEqual(['regime.revised'])
    const after = await termsOn(world.db, '2024-11-20')
    const kept = await termsKept(world.db, before.regimeId, '2024-11-20')
    expect(
      [before, after, kept].map(({ regimeId, rules }) => [regimeId, rules['supplement-wait'].value]),
    ).toEqual([
      ['nd-61-2018.1', 15],
      ['nd-61-2018.2', 20],
      ['nd-61-2018.1', 15],
    ])
  })

  test('is refused to who may not manage procedures', async () => {
    const ctx = await world.context('receiver-phuong-3').catch(() => world.context())
    await expect(loadLaw(ctx, law)).rejects.toMatchObject({ name: 'Refusal' })
  })
})
