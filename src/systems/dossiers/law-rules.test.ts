import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

type Row = { readonly number: string; readonly rule: string; readonly file: string; readonly proof: string }

async function rowsOfThePage(): Promise<Row[]> {
  const page = await readFile('docs/law-rules.md', 'utf8')
  return page
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, number = '', rule = '', file = '', proof = '']) => ({
      number,
      rule,
      file: file.replaceAll('`', ''),
      proof,
    }))
}

/** The comment right above the line that names a test; undefined when no test, or more than one, has the name. */
function quotedAbove(text: string, name: string): string | undefined {
  const lines = text.split('\n').map((line) => line.trim())
  const named = lines.flatMap((line, at) => (line.includes(name) ? [at] : []))
  const [at = 0] = named
  if (named.length !== 1) return undefined
  const above = lines.slice(0, at).reverse()
  const opened = above[0]?.startsWith('test') ? above.slice(1) : above
  const end = opened.findIndex((line) => !line.startsWith('//'))
  return opened.slice(0, end).join('\n')
}

/** How many lines of the hand-computed tables are there for a key of the table of rules: it is what they name first. */
function vectorsFor(text: string, key: string): number {
  const [, ...sections] = text.split(/^## /m)
  const computed = sections.filter((section) => !/^(Rules|Days off|Worked)/.test(section)).join('\n')
  const firsts = computed.split('\n').map((line) => line.split('|')[1]?.trim().split(', ')[0])
  return firsts.filter((first) => first === key).length
}

test('every rule of the law is there, and each row of it says something of its own', async () => {
  const rows = await rowsOfThePage()
  expect(new Set(rows.map(({ number }) => Number(number)))).toEqual(
    new Set(Array.from({ length: 14 }, (_, at) => at + 1)),
  )
  const said = rows.map(({ number, rule }) => `${number} ${rule}`)
  expect(said.filter((each, at) => said.indexOf(each) !== at)).toEqual([])
})

test('each row names a test that quotes it, or keys of the hand-computed table that have vectors', async () => {
  const unproved: string[] = []
  for (const { number, rule, file, proof } of await rowsOfThePage()) {
    const text = await readFile(file, 'utf8')
    const proved = file.endsWith('.md')
      ? proof.split(', ').every((key) => vectorsFor(text, key) > 0)
      : quotedAbove(text, proof)?.includes(`Rule ${number}: ${rule}.`)
    if (!proved) unproved.push(`${number}: ${rule} (${file}, ${proof})`)
  }
  expect(unproved).toEqual([])
})
