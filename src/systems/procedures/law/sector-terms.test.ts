import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCalendar } from '#platform/calendar/index.ts'
import { readLawFiles } from './law-files.ts'
import { endOf, termsAbout, termsOf } from './terms.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sector-'))
  await cp('provinces/bac-lieu/law', join(folder, 'law'), { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

const procedures = [
  { code: '1.000001', field: 'Đất đai' },
  { code: '1.000002', field: 'Đất đai' },
  { code: '1.000003', field: 'Hộ tịch' },
]

/** Figures and acts of these tests are made up: the facts give none for any sector. */
const land = {
  id: 'supplement-wait',
  of: { fields: ['Đất đai'] },
  value: 30,
  unit: 'calendar-day',
  rule: 'Người nộp bổ sung trong số ngày này.',
  act: 'Luật thử',
  article: 'Điều 5',
  certainty: 'assumed',
  validFrom: '2025-03-01',
}

async function law(rows: readonly object[]) {
  await writeFile(join(folder, 'law', 'sector-terms.json'), JSON.stringify(rows, null, 2))
  return readLawFiles(folder, procedures)
}

/** The figure for the unanswered supplement of a matter filed on a day. */
async function waitOf(
  rows: readonly object[],
  matter: { procedureCode: string; field: string },
  day: string,
) {
  const { regimes } = await law(rows)
  const regime = regimes.findLast(({ validFrom }) => validFrom <= day) ?? regimes[0]
  if (!regime) throw new Error('No regime')
  const { value, unit, act } = termsAbout(termsOf(regime.id, regime, day), matter).rules['supplement-wait']
  return [value, unit, act]
}

const plot = { procedureCode: '1.000001', field: 'Đất đai' }
const general = [15, 'working-day', 'Các nghị định liên thông năm 2025']

// Facts 1.5 rule 8: "No supplement within 15 working days (or sector law) → close"; rule 6 the same of the request itself.
describe('the term of a sector law stands in the place of the general one', () => {
  // Rule 8: no supplement within the sector law's term, in its own unit, closes the dossier.
  test('for the procedures of its field, on its days, under whatever regime', async () => {
    expect(await waitOf([land], plot, '2025-11-20')).toEqual([30, 'calendar-day', 'Luật thử'])
    expect(await waitOf([land], plot, '2025-03-01')).toEqual([30, 'calendar-day', 'Luật thử'])
    expect((await waitOf([land], plot, '2025-02-28')).slice(0, 2)).toEqual([15, 'working-day'])
    expect(await waitOf([{ ...land, validTo: '2025-11-19' }], plot, '2025-11-20')).toEqual(general)
    expect(await waitOf([land], { procedureCode: '1.000003', field: 'Hộ tịch' }, '2025-11-20')).toEqual(
      general,
    )
  })

  test('and that of a procedure in the place of that of its field, whichever is written first', async () => {
    const own = {
      ...land,
      of: { procedures: ['1.000001'] },
      value: 20,
      unit: 'working-day',
      act: 'Luật riêng',
    }
    for (const rows of [
      [land, own],
      [own, land],
    ]) {
      expect(await waitOf(rows, plot, '2025-11-20')).toEqual([20, 'working-day', 'Luật riêng'])
      const other = { procedureCode: '1.000002', field: 'Đất đai' }
      expect(await waitOf(rows, other, '2025-11-20')).toEqual([30, 'calendar-day', 'Luật thử'])
    }
  })

  test('counted in its own unit: 30 days that end on a day off end on the next working day', () => {
    const at = (text: string) => new Date(`${text}:00+07:00`)
    // 20/11/2025 + 30 is Saturday 20/12 (BLDS 2015 Điều 147, 148).
    const end = endOf(createCalendar([]), { value: 30, unit: 'calendar-day' }, at('2025-11-20T09:00'))
    expect(end).toEqual(at('2025-12-22T17:00'))
  })

  test('and leaves a regime on none of whose days it holds as its file has it', async () => {
    const { regimes } = await law([{ ...land, validFrom: '2025-07-01' }])
    expect(regimes.map(({ id, sectorTerms }) => [id, sectorTerms?.length])).toEqual([
      ['nd-61-2018', undefined],
      ['nd-118-2025', 1],
    ])
  })
})

describe('law/sector-terms.json is refused with line and reason', () => {
  test.each([
    [
      [{ ...land, of: { fields: ['Đất Đai'] } }],
      /sector-terms\.json:6: Không thủ tục nào thuộc lĩnh vực "Đất Đai"/,
    ],
    [[{ ...land, of: { procedures: ['9.999999'] } }], /sector-terms\.json:6: Thủ tục "9.999999" không có/],
    [[{ ...land, id: 'apologies' }], /sector-terms\.json:3: .*phải là một trong: supplement-request-counter/],
    [[{ ...land, unit: 'time' }], /sector-terms\.json:10: /],
    [[{ ...land, value: 0 }], /sector-terms\.json:9: /],
    [[{ ...land, value: 2.5 }], /sector-terms\.json:9: Thời hạn tính bằng ngày phải là số nguyên/],
    [[{ ...land, validFrom: '2025-02-30' }], /sector-terms\.json:15: Không có ngày 2025-02-30/],
    [[{ ...land, validFrom: '2010-01-01', validTo: '2011-01-01' }], /Không cơ chế một cửa nào có hiệu lực/],
    [
      [land, { ...land, value: 40 }],
      /sector-terms\.json:19: .*có hai thời hạn chuyên ngành cho cùng một ngày/,
    ],
  ])('%#', async (rows, reason) => {
    await expect(law(rows)).rejects.toThrow(reason)
  })

  test('but two terms that follow each other are law', async () => {
    const next = { ...land, value: 40, validFrom: '2026-01-01' }
    expect(await waitOf([{ ...land, validTo: '2025-12-31' }, next], plot, '2026-01-01')).toEqual([
      40,
      'calendar-day',
      'Luật thử',
    ])
  })
})
