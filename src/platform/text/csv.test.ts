import { expect, test } from 'vitest'
import { csvLines } from './csv.ts'

test('quotes what would break a line, and disarms what a spreadsheet would run', async () => {
  const rows = [
    { a: 'Xã "Vĩnh Hậu", huyện', b: '=1+1' },
    { a: 'hai\ndòng', b: null },
  ]
  const lines: string[] = []
  for await (const line of csvLines(
    [
      ['Tên', (row) => row.a],
      ['Ghi chú', (row) => row.b],
    ],
    rows,
  )) {
    lines.push(line)
  }
  expect(lines).toEqual(['\ufeffTên,Ghi chú\r\n', '"Xã ""Vĩnh Hậu"", huyện",\'=1+1\r\n', '"hai\ndòng",\r\n'])
})
