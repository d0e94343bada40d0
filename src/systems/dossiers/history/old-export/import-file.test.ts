import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../../tests/world.ts'
import { importFile, type Mapping, rejectedCsv } from '../../index.ts'

const sample = 'provinces/bac-lieu/samples/one-stop-export.csv'
const at = (text: string) => new Date(`${text}+07:00`)
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tinh-so-import-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function importOf(world: World, path: string, mapping: Mapping = {}) {
  return importFile(world.system('import'), { path, mapping })
}

async function csv(name: string, lines: readonly string[], separator = ','): Promise<string> {
  const headings = [
    'Mã hồ sơ',
    'Mã TTHC',
    'Cơ quan giải quyết',
    'Họ tên người nộp',
    'Số CCCD',
    'Số điện thoại',
  ]
  const days = [
    'Ngày nộp',
    'Ngày tiếp nhận',
    'Ngày hẹn trả',
    'Ngày hoàn thành',
    'Ngày trả',
    'Trạng thái',
    'Kênh',
    'Xã/phường',
  ]
  const path = join(folder, name)
  await writeFile(path, `\uFEFF${[[...headings, ...days].join(separator), ...lines].join('\r\n')}\r\n`)
  return path
}

const good =
  'A-1,1.001193,BL-31837,Thạch Ra,095000000101,0900000001,02/04/2024,02/04/2024,,02/04/2024,02/04/2024,Đã trả kết quả,Trực tiếp,'

describe('an export of the old system', () => {
  test('comes over whole: codes, states, promises of the time, outcomes by the rules, and not twice', async () => {
    await using world = await openWorld({ province: true })
    expect(await importOf(world, sample)).toMatchObject({ rows: 10, recorded: 10, known: 0, rejected: [] })
    const rows = await world.db.selectFrom('dossiers.dossier').selectAll().orderBy('code').execute()
    expect(rows.map(({ code, state, outcome }) => [code.slice(-3), state, outcome])).toEqual([
      ['101', 'returned', 'on-time'],
      ['102', 'returned', 'on-time'],
      ['103', 'returned', 'late'],
      ['104', 'solved', 'late'],
      ['105', 'returned', 'early'],
      ['106', 'returned', 'early'],
      ['107', 'refused', null],
      ['108', 'returned', 'early'],
      ['109', 'withdrawn', null],
      ['110', 'returned', 'early'],
    ])
    expect(rows[3]).toMatchObject({
      promisedAt: at('2024-04-24T17:00'),
      overdueAt: at('2024-04-24T17:00'),
      areaCode: '31915',
    })
    expect(rows.every((row) => row.origin === 'import' && !row.simulated)).toBe(true)
    const before = await world.eventNames()
    expect(await importOf(world, sample)).toMatchObject({ recorded: 0, known: 10, events: 0, rejected: [] })
    expect(await world.eventNames()).toEqual(before)
  })

  test('may have its own headings, agencies and states, with semicolons', async () => {
    await using world = await openWorld({ province: true })
    const path = join(folder, 'other.csv')
    const headings =
      'Số biên nhận;Mã TTHC;Cơ quan giải quyết;Họ tên người nộp;Ngày nộp;Ngày tiếp nhận;Trạng thái'
    await writeFile(path, `${headings}\n17;KS01;Tư pháp xã;Lê Ba;2/4/2024;2/4/2024;Đang làm\n`)
    const mapping = {
      columns: { 'Mã hồ sơ': 'Số biên nhận' },
      agencies: { 'Tư pháp xã': 'BL-31837' },
      procedures: { KS01: '1.001193' },
      states: { 'Đang làm': 'processing' },
    }
    expect(await importOf(world, path, mapping)).toMatchObject({ recorded: 1, rejected: [] })
    const row = await world.db.selectFrom('dossiers.dossier').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ code: '17', state: 'processing', stepRole: 'specialist' })
  })

  test('may be a spreadsheet, with dates as dates', async () => {
    await using world = await openWorld({ province: true })
    const path = join(folder, 'old.xlsx')
    const headings = [
      'Mã hồ sơ',
      'Mã TTHC',
      'Cơ quan giải quyết',
      'Họ tên người nộp',
      'Ngày nộp',
      'Ngày tiếp nhận',
    ]
    // 45384 is 2/4/2024; the half is noon.
    await writeFile(path, xlsx([headings, ['X-1', '1.001193', 'BL-31837', 'Sơn Ba', 45384, 45384.5]]))
    expect(await importOf(world, path)).toMatchObject({ recorded: 1, rejected: [] })
    const row = await world.db.selectFrom('dossiers.dossier').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ submittedAt: at('2024-04-02T07:00'), receivedAt: at('2024-04-02T12:00') })
  })
})

describe('a bad row is left out with its row, its column and the reason', () => {
  const cases: [name: string, line: string, column: string, reason: RegExp][] = [
    ['no code', good.replace('A-1', ''), 'Mã hồ sơ', /Thiếu/],
    ['an unknown procedure', good.replace('1.001193', '7.7'), 'Mã TTHC', /7\.7/],
    ['an unknown agency', good.replace('BL-31837', 'UBND xã Xa'), 'Cơ quan giải quyết', /UBND xã Xa/],
    ['a day that is none', good.replace('02/04/2024,', '31/02/2024,'), 'Ngày nộp', /31\/02\/2024/],
    [
      'received before it was filed',
      good.replace(',02/04/2024,,', ',01/04/2024,,'),
      'Ngày tiếp nhận',
      /trước/,
    ],
    ['returned before it was solved', good.replace('02/04/2024,Đã', '01/04/2024,Đã'), 'Ngày trả', /trước/],
    ['an unknown state', good.replace('Đã trả kết quả', 'Đang bay'), 'Trạng thái', /Đang bay/],
    [
      'a state that the dates deny',
      good.replace('Đã trả kết quả', 'Đang xử lý'),
      'Trạng thái',
      /ngày hoàn thành/,
    ],
    ['a phone that is none', good.replace('0900000001', '12'), 'Số điện thoại', /0912345678/],
    ['an identity number that is none', good.replace('095000000101', '95'), 'Số CCCD', /12 chữ số/],
    ['a commune that is none', `${good}Xã Trăng`, 'Xã/phường', /Xã Trăng/],
  ]
  test.each(cases)('%s', async (_name, line, column, reason) => {
    await using world = await openWorld({ province: true })
    const path = await csv('bad.csv', [line, good.replace('A-1', 'A-2')])
    const report = await importOf(world, path)
    expect(report).toMatchObject({ rows: 2, recorded: 1, rejected: [{ row: 2, column }] })
    expect(report.rejected[0]?.reason).toMatch(reason)
  })

  test('the same code twice: the second', async () => {
    await using world = await openWorld({ province: true })
    const report = await importOf(world, await csv('twice.csv', [good, good]))
    expect(report).toMatchObject({ recorded: 1, rejected: [{ row: 3, column: 'Mã hồ sơ' }] })
  })

  test('the list of them opens in a spreadsheet and runs nothing there', () => {
    const list = rejectedCsv([{ row: 7, column: 'Mã hồ sơ', reason: '=1+1, "x"' }])
    expect(list).toBe('\uFEFFDòng,Cột,Lý do\r\n7,Mã hồ sơ,"\'=1+1, ""x"""\r\n')
  })
})

test('a file without the needed headings, or in another encoding, is refused in one sentence', async () => {
  await using world = await openWorld({ province: true })
  const path = join(folder, 'none.csv')
  await writeFile(path, 'Số,Tên\n1,An\n')
  await expect(importOf(world, path)).rejects.toThrow('Tệp thiếu cột: Mã hồ sơ, Cơ quan giải quyết')
  await writeFile(path, Buffer.from([0xff, 0xfe, 0x41, 0x00]))
  await expect(importOf(world, path)).rejects.toThrow('UTF-8')
  await expect(importOf(world, join(folder, 'absent.csv'))).rejects.toThrow('Không đọc được tệp')
})

/** The smallest workbook: one sheet, texts inline, numbers in the date format. */
function xlsx(rows: readonly (readonly (string | number)[])[]): Buffer {
  const cells = rows.map((row) => `<row>${row.map(cellOf).join('')}</row>`).join('')
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return zip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Hồ sơ" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`,
  })

  function cellOf(value: string | number, index: number): string {
    const place = String.fromCharCode(65 + index)
    if (typeof value === 'number') return `<c r="${place}2" s="1"><v>${value}</v></c>`
    return `<c r="${place}${rows[0]?.includes(value) ? 1 : 2}" t="inlineStr"><is><t>${value}</t></is></c>`
  }
}

/** A zip archive that packs nothing. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)]
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x800, 2)
    head.writeUInt32LE(crc32(data), 10)
    head.writeUInt32LE(data.length, 14)
    head.writeUInt32LE(data.length, 18)
    head.writeUInt16LE(path.length, 22)
    parts.push(Buffer.from('PK\u0003\u0004'), head, path, data)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), head, tail, path)
    offset += 4 + head.length + path.length + data.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\u0005\u0006'), end])
}
