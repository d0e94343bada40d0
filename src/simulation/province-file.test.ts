import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ProvinceFileError } from '../platform/province/index.ts'
import { readSimulationFacts } from './province-file.ts'

const bacLieu = resolve('provinces/bac-lieu')
const names = ['province.json', 'areas.csv', 'agencies.csv', 'calendar.csv', 'simulation.json']

describe('simulation.json of a province', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulation-file-'))
    for (const name of names) await cp(join(bacLieu, name), join(folder, name))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('has what was published, with its source', async () => {
    const { published } = await readSimulationFacts(bacLieu)
    expect(published).toMatchObject({ received: 121_355, solved: 116_517, online: 75_372, certainty: 'high' })
  })

  test.each([
    ['"received": 121355', '"received": 116000', 6, '"solved" lớn hơn số tiếp nhận 116000'],
    ['"to": "2024-12-31"', '"to": "2024-11-31"', 4, 'Không có ngày 2024-11-31'],
    ['"to": "2024-12-31"', '"to": "2024-05-31"', 4, 'Ngày cuối 2024-05-31 trước ngày đầu 2024-06-01'],
    ['"own": 0.26', '"own": 26', 16, '"lateness.districts.0.own" là 26, phải <= 1'],
    ['"area": "961",\n', '"area": "999",\n', 15, 'Không có đơn vị cấp huyện "999" trong areas.csv'],
    ['{ "area": "957"', '{ "area": "956"', 47, 'Đơn vị "956" ghi hai lần'],
    ['"count": 72000', '"counts": 72000', 23, 'Thiếu "count"'],
  ])('with %s → %s names its line and the reason', async (from, to, line, reason) => {
    const text = await readFile(join(bacLieu, 'simulation.json'), 'utf8')
    expect(text.replace(from, to), 'the test must change the file').not.toBe(text)
    await writeFile(join(folder, 'simulation.json'), text.replace(from, to))
    const error = await readSimulationFacts(folder).catch((thrown: unknown) => thrown)
    const problems = error instanceof ProvinceFileError ? error.problems : []
    expect(problems[0]).toEqual({ file: 'simulation.json', line, reason })
  })
})
