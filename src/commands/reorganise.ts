import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { House } from '../house.ts'
import { readToEnd } from '../platform/events/readers.ts'
import { formatDate } from '../platform/text/index.ts'
import { type ReorganisationFile, readReorganisation } from '../systems/administration/index.ts'
import {
  beginReorganisation,
  findRun,
  listUnkeyed,
  moveOpenDossiers,
  previewReorganisation,
  type ReorganisationReport,
} from '../systems/dossiers/index.ts'
import { say, sayProgress, seconds, withHouse } from './with-house.ts'

const usage = `Usage: npm run reorganise -- --file provinces/bac-lieu/reorganisations/2025-07-01.json [--dry-run]

  --file     what ends, what begins and who takes over
  --dry-run  only says what would be done

Run it again after a stop: it goes on where the last batch was committed.
`

const { values } = parseArgs({
  options: { file: { type: 'string' }, 'dry-run': { type: 'boolean' }, help: { type: 'boolean' } },
})
const { file: path } = values
if (values.help || path === undefined) {
  process.stdout.write(usage)
  process.exitCode = values.help ? 0 : 1
} else {
  await withHouse(async ({ house, signal }) => run(house, await readReorganisation(path), signal))
}

async function run(house: House, file: ReorganisationFile, signal: AbortSignal): Promise<void> {
  const since = performance.now()
  const ctx = house.contextFor('reorganise')
  const begun = await findRun(ctx.db, file.id)
  if (begun === undefined) {
    const { report } = await previewReorganisation(ctx.db, file)
    tell(report)
    await tellUnkeyed(house, file)
    if (values['dry-run']) return say('Chạy thử: không có gì được ghi.')
    await beginReorganisation(ctx, file)
  } else {
    say(`Đợt sắp xếp ${file.id} đã bắt đầu; đã chuyển ${count(begun.moved)} hồ sơ.`)
    if (values['dry-run']) return
  }
  let told = 0
  const onBatch = (moved: number) => {
    if (moved > told) sayProgress(`Đã chuyển ${count(moved)} hồ sơ`)
    told = Math.max(told, moved)
  }
  await moveOpenDossiers(ctx, { id: file.id, onBatch, signal })
  await untilFinished(house, file.id, signal)
  if (signal.aborted) return say('\nĐã dừng. Chạy lại lệnh này để đi tiếp.')
  for (const reader of house.readers) await readToEnd(house.services.db, reader)
  await tellUnkeyed(house, file)
  say(`\nXong trong ${seconds(since)}.`)
}

/** A key does not pass to a successor: papers of a new agency wait for its own. */
async function tellUnkeyed(house: House, file: ReorganisationFile): Promise<void> {
  const unkeyed = await listUnkeyed(house.services.db, file)
  if (unkeyed.length === 0) return
  const papers = unkeyed.reduce((sum, each) => sum + each.papers, 0)
  say(`  cơ quan mới chưa có khóa ký: ${count(unkeyed.length)} (${count(papers)} văn bản đang chờ ký)`)
}

/** Another process may be the one that moves; then this one only waits. */
async function untilFinished(house: House, id: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const now = await findRun(house.services.db, id)
    if (!now || now.finishedAt !== null) return
    sayProgress(`Tiến trình khác đang chuyển: ${count(now.moved)} hồ sơ`)
    await delay(1000)
  }
}

function tell(report: ReorganisationReport): void {
  const { areas, agencies, posts, dossiers } = report
  say(`${report.name}, từ ngày ${formatDate(report.date)}`)
  say(`  đơn vị hành chính: ${areas.ended} kết thúc, ${areas.begun} bắt đầu`)
  say(`  cơ quan: ${agencies.ended} kết thúc, ${agencies.begun} bắt đầu`)
  say(`  vị trí công tác: ${posts.moved} chuyển, ${posts.merged} gộp`)
  say(`  thủ tục đổi thẩm quyền: ${report.procedures}`)
  say(
    `  hồ sơ đang mở: ${count(dossiers.open)}, chuyển ${count(dossiers.moving)}, giao lại ${count(dossiers.reassigned)}`,
  )
  say(`  hồ sơ nháp: ${report.drafts}, câu hỏi lấy ý kiến: ${report.consultations}`)
  for (const { fromName, toName, dossiers: open } of report.passages.slice(0, 20))
    say(`  ${count(open).padStart(9)}  ${fromName} → ${toName}`)
  if (report.passages.length > 20) say(`  và ${report.passages.length - 20} chiều chuyển khác`)
  for (const { name, dossiers: open } of report.unstaffed.slice(0, 10))
    say(`  chưa có cán bộ: ${name} (${count(open)} hồ sơ)`)
  for (const { about, reason } of report.problems) say(`  VƯỚNG ${about}: ${reason}`)
}

function count(number: number): string {
  return number.toLocaleString('vi-VN')
}
