import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayExists, ProvinceFileError, readCsv, readJson, readJsonFolder, refuseProblems } from './index.ts'

const Row = Type.Object(
  {
    code: Type.String({ pattern: '^[0-9]{2}$' }),
    name: Type.String({ maxLength: 8 }),
    level: Type.Optional(Type.Integer({ minimum: 1 })),
    kind: Type.Enum(['ward', 'commune']),
  },
  { additionalProperties: false },
)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'province-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function csv(text: string) {
  await writeFile(join(folder, 'rows.csv'), text)
  return readCsv(join(folder, 'rows.csv'), Row)
}

async function json(text: string) {
  await writeFile(join(folder, 'one.json'), text)
  return readJson(join(folder, 'one.json'), Row)
}

describe('a CSV file', () => {
  it('gives its rows with numbers, absent cells, quotes and the line where each begins', async () => {
    const read = await csv('code,name,level,kind\n01,"A, ""b""",2,ward\n\n02,"x\ny",,commune\n03,Đ,,ward\n')
    expect(read.problems).toEqual([])
    expect(read.rows).toEqual([
      { line: 2, value: { code: '01', name: 'A, "b"', level: 2, kind: 'ward' } },
      { line: 4, value: { code: '02', name: 'x\ny', kind: 'commune' } },
      { line: 6, value: { code: '03', name: 'Đ', kind: 'ward' } },
    ])
  })

  it('keeps the good rows and tells every bad one', async () => {
    const read = await csv('code,name,level,kind\n01,A,1,ward\nx,B,1,ward\n03,C,1,ward\n04,D,0,ward\n')
    expect(read.rows.map((row) => row.value.code)).toEqual(['01', '03'])
    expect(read.problems.map((problem) => problem.line)).toEqual([3, 5])
  })

  it.each([
    ['a cell of the wrong form', '1,A,1,ward', 2, '"code" là "1", sai dạng'],
    ['a missing cell', '01,,1,ward', 2, 'Thiếu "name"'],
    ['a word that is no number', '01,A,một,ward', 2, '"level" là "một", phải có kiểu integer'],
    ['a number too small', '01,A,0,ward', 2, '"level" là 0, phải >= 1'],
    ['an unknown word', '01,A,1,thôn', 2, 'phải là một trong: ward, commune'],
    ['a text too long', '01,AAAAAAAAA,1,ward', 2, '"name" dài hơn 8'],
    ['too few cells', '01,A', 2, 'Dòng có 2 ô, phải có 4'],
    ['letters that are not composed', '01,Ha\u0300,1,ward', 2, 'dạng dựng sẵn (NFC)'],
    ['a hidden letter', '01,A\u200B,1,ward', 2, 'ký tự ẩn'],
    ['an open quote', '01,"A,1,ward', 2, 'Dấu ngoặc kép'],
  ])('tells the line and reason of %s', async (_what, row, line, reason) => {
    const read = await csv(`code,name,level,kind\n${row}\n`)
    expect(read.problems).toHaveLength(1)
    expect(read.problems[0]).toMatchObject({
      file: 'rows.csv',
      line,
      reason: expect.stringContaining(reason),
    })
  })

  it.each([
    ['code,name,level\n', 'Thiếu cột: kind'],
    ['code,name,level,kind,colour\n', 'Cột lạ: colour'],
  ])('refuses a header that differs: %s', async (text, reason) => {
    expect((await csv(text)).problems).toEqual([{ file: 'rows.csv', line: 1, reason }])
  })

  it('tells a file that is not there', async () => {
    const read = await readCsv(join(folder, 'none.csv'), Row)
    expect(read.problems).toEqual([{ file: 'none.csv', line: 1, reason: 'Không đọc được tệp' }])
  })
})

describe('a JSON file', () => {
  it('gives its value and the line of any part of it', async () => {
    const read = await json('{\n  "code": "01",\n  "name": "A",\n  "kind": "ward"\n}\n')
    expect(read.value).toEqual({ code: '01', name: 'A', kind: 'ward' })
    expect([read.lineOf(['name']), read.lineOf(['none']), read.lineOf([])]).toEqual([3, 1, 1])
  })

  it.each([
    ['a comma too many', '{\n "code": "01",\n "name": "A",\n "kind": "ward",\n}', 5, 'JSON sai'],
    ['a comment', '{\n "code": "01", // mã\n "name": "A", "kind": "ward" }', 2, 'JSON sai'],
    [
      'a key twice',
      '{\n "code": "01", "name": "A",\n "kind": "ward",\n "code": "02" }',
      4,
      '"code" viết hai lần',
    ],
    [
      'an unknown key',
      '{\n "code": "01", "name": "A",\n "kind": "ward",\n "colour": 1 }',
      4,
      'Không có trường nào tên',
    ],
    ['a missing key', '{\n "code": "01",\n "kind": "ward" }', 1, 'Thiếu "name"'],
    ['a wrong value', '{\n "code": "01", "name": "A",\n "kind": "ward",\n "level": 0 }', 4, 'phải >= 1'],
    ['an empty file', '', 1, 'JSON sai'],
  ])('tells the line and reason of %s', async (_what, text, line, reason) => {
    const read = await json(text)
    expect(read.value).toBeUndefined()
    expect(read.problems[0]).toMatchObject({
      file: 'one.json',
      line,
      reason: expect.stringContaining(reason),
    })
  })

  it('is found in its folder by name order, other files left aside', async () => {
    const here = await mkdtemp(join(tmpdir(), 'province-json-'))
    for (const name of ['b.json', 'a.json', 'notes.md'])
      await writeFile(join(here, name), '{"code":"01","name":"A","kind":"ward"}')
    const reads = await readJsonFolder(here, Row, 'rows')
    expect(reads.map((read) => read.file)).toEqual(['rows/a.json', 'rows/b.json'])
    await rm(here, { recursive: true })
  })
})

describe('problems', () => {
  it('stop the load together, by file and line, one per line of the message', () => {
    const problems = [
      { file: 'b.csv', line: 2, reason: 'sai' },
      { file: 'a.csv', line: 10, reason: 'thiếu' },
      { file: 'a.csv', line: 9, reason: 'thừa' },
    ]
    expect(() => refuseProblems(problems)).toThrow(ProvinceFileError)
    expect(() => refuseProblems(problems)).toThrow('a.csv:9: thừa\na.csv:10: thiếu\nb.csv:2: sai')
    expect(() => refuseProblems([])).not.toThrow()
  })
})

describe('a day', () => {
  it.each([
    ['2024-02-29', true],
    ['2025-02-29', false],
    ['2025-13-01', false],
    ['2025-06-31', false],
  ])('%s exists: %s', (day, exists) => {
    expect(dayExists(day)).toBe(exists)
  })
})
