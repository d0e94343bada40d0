import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ProvinceFileError } from '#platform/province/index.ts'
import { readProcedureFiles } from './province-files.ts'

const bacLieu = resolve('provinces/bac-lieu')

describe('a bad file', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'procedures-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const procedure = 'procedures/1.001193.json'
  const form = 'forms/birth-registration.json'
  const process = 'processes/commune-one-day.json'
  const events =
    '[\n  {\n    "slug": "sinh-con",\n    "title": "Sinh con",\n    "description": "Khai sinh",\n    "icon": "baby",\n    "procedures": ["1.001193"]\n  }\n]\n'

  /** A province of one procedure, one process, one form and one event of life, with one place changed. */
  async function problemsAfter(file: string, from: string | RegExp, to: string) {
    for (const name of [procedure, form, process]) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await cp(join(bacLieu, name), join(folder, name))
    }
    await writeFile(join(folder, 'life-events.json'), events)
    const text = await readFile(join(folder, file), 'utf8')
    const changed = text.replace(from, to)
    if (from !== '') expect(changed, 'the test must change the file').not.toBe(text)
    await writeFile(join(folder, file), changed)
    const error = await readProcedureFiles(folder, new Set()).catch((thrown: unknown) => thrown)
    return error instanceof ProvinceFileError ? error.problems : []
  }

  it('is none of these: the small province loads', async () => {
    expect(await problemsAfter(procedure, '', '')).toEqual([])
  })

  it.each<[string, string, string | RegExp, string, string, string]>([
    ['an unknown code', procedure, '"1.001193"', '"1.1193"', '"code":', '"code"'],
    ['a code unlike the file name', procedure, '"1.001193"', '"1.001194"', '"code": "1', 'Tên tệp'],
    ['an unknown level', procedure, '["commune"]', '["xã"]', '"levels"', '"levels.0"'],
    [
      'a level without an agency',
      procedure,
      '["commune"]',
      '["district"]',
      '"agencyByLevel"',
      'levels và agencyByLevel',
    ],
    [
      'an agency that is not there',
      procedure,
      '["commune"]',
      '["province", "commune"]',
      '"agencyByLevel"',
      'agencyByLevel',
    ],
    ['a day that does not exist', procedure, '2024-01-01', '2024-02-30', '"validFrom"', 'Không có ngày'],
    ['a unit of time unknown', procedure, '"same-day"', '"ngày"', '"unit"', '"limits.0.unit"'],
    [
      'a limit too short for the process',
      procedure,
      '"same-day"',
      '"working-hour"',
      '"unit"',
      'dài hơn thời hạn',
    ],
    [
      'a paper twice',
      procedure,
      '"id": "van-ban-uy-quyen"',
      '"id": "can-cuoc-hoac-ho-chieu"',
      '"id": "can-cuoc-hoac-ho-chieu", "name": "Văn bản',
      'trùng mã',
    ],
    [
      'a required paper of one case',
      procedure,
      /"required": false \},/,
      '"required": true },',
      '"name": "Văn bản ủy quyền"',
      'không bắt buộc',
    ],
    [
      'a process that is not there',
      procedure,
      '"commune-one-day"',
      '"commune-day"',
      '"process"',
      'không có trong processes/',
    ],
    [
      'a form that is not there',
      procedure,
      '"birth-registration"',
      '"birth"',
      '"form":',
      'không có trong forms/',
    ],
    [
      'an event of life that is not there',
      procedure,
      '"sinh-con"',
      '"sinh-doi"',
      '"lifeEvents"',
      'life-events.json',
    ],
    [
      'a key of our own',
      procedure,
      '"popularity"',
      '"weight": 1, "popularity"',
      '"popularity"',
      'Không có trường',
    ],
    [
      'a text without an end',
      form,
      '"maxLength": 100 }',
      '"minLength": 1 }',
      '"childName": {',
      'thiếu maxLength',
    ],
    [
      'a question without a property',
      form,
      '"field": "childSex"',
      '"field": "childGender"',
      'childGender',
      'không có trong schema',
    ],
    [
      'options unlike the enum',
      form,
      '"value": "female"',
      '"value": "woman"',
      '"value": "woman"',
      'khác enum',
    ],
    [
      'a condition on an unknown question',
      form,
      '"when": { "field": "birthPlaceKind"',
      '"when": { "field": "place"',
      '"field": "place"',
      'chưa hỏi',
    ],
    ['a pattern that is none', form, '"^[0-9]{12}$"', '"^[0-9{12}$"', '"schema": {', 'JSON Schema sai'],
    [
      'a required question that may be hidden',
      form,
      '"required": ["childName"',
      '"required": ["motherName", "childName"',
      '"required": [',
      'luôn bắt buộc',
    ],
    ['a process with two rests', process, '"hours": 2,', '"hours": "rest",', '"steps"', 'đúng một bước'],
    [
      'a process that counts the hand-over',
      process,
      '"hours": null',
      '"hours": 1',
      '"id": "return"',
      'không tính thời gian',
    ],
    [
      'a process that does not begin with reception',
      process,
      '"kind": "receive"',
      '"kind": "verify"',
      '"id": "receive"',
      'tiếp nhận',
    ],
    [
      'an event with an unknown procedure',
      'life-events.json',
      '"1.001193"',
      '"1.001199"',
      '"procedures"',
      'không có trong procedures/',
    ],
  ])('stops the load with file, line and reason: %s', async (_what, file, from, to, at, reason) => {
    const problems = await problemsAfter(file, from, to)
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
    expect(problems).toContainEqual({
      file,
      line: lines.findIndex((content) => content.includes(at)) + 1,
      reason: expect.stringContaining(reason),
    })
  })
})
