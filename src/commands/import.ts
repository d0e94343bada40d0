import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Value } from 'typebox/value'
import type { House } from '../house.ts'
import { ConfigError } from '../platform/config.ts'
import { readToEnd } from '../platform/events/readers.ts'
import { importFile, Mapping, rejectedCsv } from '../systems/dossiers/index.ts'
import { say, sayProgress, seconds, withHouse } from './with-house.ts'

const usage = `Usage: npm run import -- file.csv|file.xlsx [--mapping mapping.json] [--dry-run]

  file       export of an older one-stop system; a sample: provinces/bac-lieu/samples/one-stop-export.csv
  --mapping  how that system calls things: {"columns": {"Mã hồ sơ": "Số biên nhận"}, "agencies": {...},
             "procedures": {...}, "states": {...}, "channels": {...}}
  --dry-run  only says what would be recorded
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mapping: { type: 'string' }, 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } },
})
const [path] = positionals
if (values.help || path === undefined) {
  process.stdout.write(usage)
  process.exitCode = values.help ? 0 : 1
} else {
  await withHouse(({ house }) => run(house, path))
}

async function run(house: House, file: string): Promise<void> {
  const since = performance.now()
  const mapping = values.mapping === undefined ? {} : await readMapping(values.mapping)
  const dryRun = values['dry-run'] ?? false
  const onProgress = (done: number, all: number) => sayProgress(`Đọc ${count(done)} / ${count(all)} dòng`)
  const report = await importFile(house.contextFor('import'), { path: file, mapping, dryRun, onProgress })
  if (!dryRun) for (const reader of house.readers) await readToEnd(house.services.db, reader)
  const { rows, recorded, known, rejected, events } = report
  say('')
  say(
    `${count(rows)} dòng: ${count(recorded)} ${dryRun ? 'sẽ nạp' : 'đã nạp'}, ${count(known)} đã có từ trước, ${count(rejected.length)} bị từ chối`,
  )
  if (rejected.length > 0) {
    const list = `${file}.tu-choi.csv`
    await writeFile(list, rejectedCsv(rejected))
    say(`Các dòng bị từ chối và lý do: ${list}`)
  }
  say(`${count(events)} sự kiện, ${seconds(since)}.`)
}

async function readMapping(file: string): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new ConfigError(`Cannot read ${file}. Give the path of a JSON file after --mapping.`)
  })
  try {
    return Value.Parse(Mapping, JSON.parse(text)) as Mapping
  } catch {
    throw new ConfigError(`${file} is not a mapping. Write {"columns": {"Mã hồ sơ": "heading in the file"}}.`)
  }
}

function count(number: number): string {
  return number.toLocaleString('vi-VN')
}
