import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

test('every rule of the law names a test that is there', async () => {
  const page = await readFile('docs/law-rules.md', 'utf8')
  const rows = page
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  expect(new Set(rows.map((cells) => Number(cells[1])))).toEqual(
    new Set(Array.from({ length: 14 }, (_, at) => at + 1)),
  )
  const missing: string[] = []
  for (const [, number, , file = '', name = ''] of rows) {
    const text = await readFile(file.replaceAll('`', ''), 'utf8')
    if (!text.includes(name)) missing.push(`${number}: ${file} ${name}`)
  }
  expect(missing).toEqual([])
})
