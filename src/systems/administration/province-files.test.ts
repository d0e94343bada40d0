import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileProblem, ProvinceFileError } from '#platform/province/index.ts'
import { type AdministrationFiles, readAdministrationFiles } from './province-files.ts'

const bacLieu = resolve('provinces/bac-lieu')
const files = ['province.json', 'areas.csv', 'agencies.csv', 'calendar.csv']

describe('the administration of Bạc Liêu', () => {
  let read: AdministrationFiles
  beforeAll(async () => {
    read = await readAdministrationFiles(bacLieu)
  })

  it('has 1 province, 7 districts and 64 communes, in groups of 10, 9, 8, 8, 10, 11 and 8', () => {
    const levels = [1, 2, 3].map((level) => read.areas.filter((area) => area.level === level).length)
    expect(levels).toEqual([1, 7, 64])
    const districts = ['954', '956', '957', '958', '959', '960', '961']
    expect(districts.map((code) => read.areas.filter((area) => area.parent === code).length)).toEqual([
      10, 9, 8, 8, 10, 11, 8,
    ])
  })

  it('leaves every area open: the reorganisation of 1/7/2025 closes them later', () => {
    expect(read.areas.filter((area) => area.validTo !== undefined)).toEqual([])
  })

  it('has the 27 agencies the province counts and one desk for the province, each district, each commune', () => {
    const of = (kind: string) => read.agencies.filter((agency) => agency.kind === kind)
    expect(of('province-office').length + of('district-committee').length).toBe(27)
    const desks = new Set(of('one-stop').map((desk) => desk.area))
    expect(of('one-stop')).toHaveLength(72)
    expect(read.areas.filter((area) => !desks.has(area.code))).toEqual([])
    expect(of('commune-committee')).toHaveLength(64)
    expect(of('commune-police')).toHaveLength(64)
  })

  it('numbers every desk for its dossier codes', () => {
    for (const desk of read.agencies.filter((agency) => agency.kind === 'one-stop'))
      expect(desk.identifier).toMatch(/^\d{3}\.\d{2}\.\d{2}\.H04$/)
  })

  it('gives the working days lost to holidays of 2024, 2025 and 2026', () => {
    const offDays = (year: string) =>
      read.calendar.filter(
        ({ date, kind }) =>
          date.startsWith(year) && kind !== 'working-day' && ![0, 6].includes(new Date(date).getUTCDay()),
      ).length
    // 2024: 1/1; 8–9, 12–14/2; 18/4; 29/4–1/5; 2–3/9. 2025: 1/1; 27–31/1; 7/4; 30/4–2/5; 1–2/9.
    // 2026: 1/1; 16–20/2; 27/4; 30/4–1/5; 31/8–2/9; 24/11.
    expect([offDays('2024'), offDays('2025'), offDays('2026')]).toEqual([12, 12, 13])
    expect(read.calendar.filter((day) => day.kind === 'working-day').map((day) => day.date)).toEqual([
      '2024-05-04',
      '2025-04-26',
      '2026-08-22',
    ])
  })
})

describe('a bad row', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'administration-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function problemsAfter(
    file: string,
    from: string | RegExp,
    to: string,
  ): Promise<readonly FileProblem[]> {
    for (const name of files) await cp(join(bacLieu, name), join(folder, name))
    const text = await readFile(join(folder, file), 'utf8')
    const changed = text.replace(from, to)
    expect(changed, 'the test must change the file').not.toBe(text)
    await writeFile(join(folder, file), changed)
    const error = await readAdministrationFiles(folder).catch((thrown: unknown) => thrown)
    return error instanceof ProvinceFileError ? error.problems : []
  }

  it.each<[string, string, string | RegExp, string, number, string]>([
    [
      'an unknown type',
      'areas.csv',
      'Thành phố Bạc Liêu,city',
      'Thành phố Bạc Liêu,thành phố',
      3,
      'một trong',
    ],
    [
      'a parent that is not above',
      'areas.csv',
      'Phường 2,ward,954',
      'Phường 2,ward,955',
      10,
      'Cấp trên "955"',
    ],
    ['a code twice', 'areas.csv', /^31816,/m, '31813,', 11, 'trùng'],
    [
      'a day that does not exist',
      'areas.csv',
      'city,95,2,2010-08-27',
      'city,95,2,2010-08-32',
      3,
      'Không có ngày',
    ],
    ['a place on the map taken twice', 'areas.csv', ',19,5\n', ',14,6\n', 11, 'Ô lục giác 14,6'],
    ['a longitude outside the country', 'areas.csv', '105.2327', '10.52327', 2, '"west"'],
    ['a province code no area has', 'province.json', '"95"', '"99"', 2, 'không có trong areas.csv'],
    ['an unknown time zone', 'province.json', 'Ho_Chi_Minh', 'Saigon', 9, 'timeZone'],
    ['an agency twice', 'agencies.csv', /^BL-VPDBQH,/m, 'BL-VPUB,', 4, 'Mã "BL-VPUB" trùng'],
    ['an identifier twice', 'agencies.csv', '000.00.02.H04', '000.00.01.H04', 4, 'Mã định danh'],
    ['an unknown parent', 'agencies.csv', 'province-office,BL,', 'province-office,BX,', 3, 'cấp trên "BX"'],
    [
      'an area that is not there',
      'agencies.csv',
      'province-office,BL,95',
      'province-office,BL,98',
      3,
      'Địa bàn "98"',
    ],
    ['hours written otherwise', 'agencies.csv', '"07:00-11:00,13:00-17:00"', '7h-11h', 3, '"hours"'],
    ['a certainty of our own', 'agencies.csv', ',high,Ngày', ',sure,Ngày', 3, '"certainty"'],
    ['a holiday twice', 'calendar.csv', '2024-02-09', '2024-02-08', 4, 'trùng hoặc không theo thứ tự'],
    ['a kind of day unknown', 'calendar.csv', '2024-05-04,working-day', '2024-05-04,làm bù', 14, '"kind"'],
    ['letters that are not composed', 'calendar.csv', 'Giỗ Tổ', 'Giỗ Tổ'.normalize('NFD'), 10, 'NFC'],
  ])('stops the load with file, line and reason: %s', async (_what, file, from, to, line, reason) => {
    const problems = await problemsAfter(file, from, to)
    expect(problems).toContainEqual({ file, line, reason: expect.stringContaining(reason) })
  })

  it('is told together with every other one', async () => {
    const problems = await problemsAfter('calendar.csv', /holiday,Quốc khánh,/g, 'lễ,Quốc khánh,')
    expect(problems.map((problem) => problem.reason.includes('"kind"'))).toEqual([true, true, true, true])
  })
})
