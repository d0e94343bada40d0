import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { House } from '../house.ts'
import { localDate } from '../platform/calendar/index.ts'
import { type Config, ConfigError } from '../platform/config.ts'
import { dayExists } from '../platform/province/index.ts'
import { formatDateTime } from '../platform/text/index.ts'
import { fillAndFold } from '../simulation/fill-and-fold.ts'
import type { Filled, Filling } from '../simulation/fill-period.ts'
import { recordLateDossier } from '../simulation/late-dossier.ts'
import { liveOn } from '../simulation/live.ts'
import { readSimulationFacts } from '../simulation/province-file.ts'
import { summaryOf } from '../simulation/summary.ts'
import { personOf } from '../systems/identity/index.ts'
import { say, sayProgress, seconds, withHouse } from './with-house.ts'

const usage = `Usage: npm run simulate -- --from yyyy-MM-dd --to yyyy-MM-dd [--seed n] [--again]
       npm run simulate -- --live [--speed n] [--rate n] [--minutes n]
       npm run simulate -- --late [--minutes n]

  --from, --to   days to fill; 2024-06-01 to 2024-12-31 gives the published totals exactly
  --seed         another number makes another province [1]
  --again        fill the same days once more
  --live         go on in real time, through the real actions, until Ctrl-C
  --speed        with --live: how many times faster than a province works [60]
  --rate         with --live: dossiers a minute, instead of --speed
  --minutes      with --live: end by itself after so many minutes
  --late         one dossier of a sample citizen that is about to break its promise, while the sandbox is on
  --minutes      with --late: how long the promise still holds [15]
`

/** About 830 dossiers come in the eight hours of a working day. */
const EACH_MINUTE = 830 / 480

/** Enough to sign in, read the draft and sign it. */
const LATE_MINUTES = 15

const { values } = readArgs()
if (values.help || (!values.live && !values.late && !values.from)) {
  process.stdout.write(usage)
  process.exitCode = values.help ? 0 : 1
} else {
  const chosen = readOptions()
  await withHouse(async ({ house, config, signal }) => {
    if (values.late) await makeLate(house, config, chosen.lateMinutes)
    if (!chosen.filling && !values.live) return
    const facts = await readSimulationFacts(
      join(import.meta.dirname, '..', '..', 'provinces', config.province),
    )
    if (chosen.filling) await fill(house, { ...chosen.filling, facts })
    if (!values.live) return
    await liveOn(house, { ...chosen.live, facts, signal, onNews: sayProgress })
    say('\nĐã dừng mô phỏng trực tiếp.')
  })
}

/** Checked before anything is opened: a slip of the finger is told at once. */
function readOptions() {
  try {
    const filling = values.from ? { ...periodOf(), seed: numberOf('seed'), again: againOf() } : null
    const rate = values.rate === undefined ? numberOf('speed') * EACH_MINUTE : numberOf('rate')
    const minutes = values.minutes === undefined ? null : numberOf('minutes')
    return { filling, live: { rate, minutes }, lateMinutes: minutes ?? LATE_MINUTES }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

function readArgs() {
  try {
    return parseArgs({
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        seed: { type: 'string', default: '1' },
        again: { type: 'boolean' },
        live: { type: 'boolean' },
        late: { type: 'boolean' },
        speed: { type: 'string', default: '60' },
        rate: { type: 'string' },
        minutes: { type: 'string' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(1)
  }
}

function periodOf(): { from: string; to: string } {
  const [from, to] = [dayOf('from'), dayOf('to')]
  if (to < from) throw new ConfigError(`--to ${to} is before --from ${from}. Give the days in order.`)
  if (from > localDate(new Date()))
    throw new ConfigError('--from lies in the future. Give a day that has begun.')
  return { from, to }
}

function dayOf(name: 'from' | 'to'): string {
  const day = values[name] ?? ''
  if (!dayExists(day)) throw new ConfigError(`--${name} ${day} is not a day. Write it as 2024-06-01.`)
  return day
}

function numberOf(name: 'seed' | 'speed' | 'rate' | 'minutes'): number {
  const number = Number(values[name])
  if (!(number > 0)) throw new ConfigError(`--${name} ${values[name]} is not a number above 0.`)
  return number
}

/** Each time another text, so that the dossiers of each time are others. */
function againOf(): string | undefined {
  return values.again ? new Date().toISOString() : undefined
}

async function fill(house: House, filling: Filling): Promise<void> {
  const since = performance.now()
  const onProgress = (done: number, all: number) =>
    sayProgress(`Ghi hồ sơ mô phỏng: ${count(done)} / ${count(all)} (${seconds(since)})`)
  const filled = await fillAndFold(house, { ...filling, onProgress: everyTenth(onProgress) }, ({ events }) =>
    sayProgress(`Cộng số liệu điều hành: ${count(events)} sự kiện (${seconds(since)})`),
  )
  await report(house, filling, filled)
  say(`Xong trong ${seconds(since)}.`)
}

/** The citizen and the commune of the README's story. */
async function makeLate(house: House, config: Config, minutes: number): Promise<void> {
  if (!config.sandbox) throw new ConfigError('--late needs the sample persons. Leave SANDBOX on to use it.')
  const { samplePersons } = await import('../sandbox/persons.ts')
  const sample = samplePersons.find(({ key }) => key === 'thach-rinh')
  const citizen = sample && personOf(config.oidc.issuer, { sub: sample.key, ...sample.claims })
  if (citizen?.kind !== 'citizen') throw new Error('The sample persons have lost their citizen')
  const { code, promisedAt } = await recordLateDossier(house, { citizen, agencyId: 'BL-31837', minutes })
  say(`Hồ sơ sắp trễ (mô phỏng) của ${citizen.fullName}: ${code}`)
  say(row('Hẹn trả', formatDateTime(promisedAt)))
  say(row('Lãnh đạo ký xin lỗi', `${config.publicUrl}/ban-lam-viec/xin-loi`))
  say(row('Người dân xem', `${config.publicUrl}/ho-so/${code}`))
}

function everyTenth(tell: (done: number, all: number) => void) {
  let told = -1
  return (done: number, all: number) => {
    const part = Math.floor((done / Math.max(1, all)) * 10)
    if (part === told) return
    told = part
    tell(done, all)
  }
}

async function report(
  house: House,
  { from, to }: Filling,
  { totals, dossiers, events }: Filled,
): Promise<void> {
  const summary = await summaryOf(house.contextFor('simulate'), { from, to })
  say('')
  say(`Mô phỏng ${from} đến ${to}: ${count(dossiers)} hồ sơ, ${count(events)} sự kiện`)
  say(row('Đã tiếp nhận (mô phỏng)', count(totals.received)))
  say(row('Đã giải quyết (mô phỏng)', count(totals.solved)))
  say(row('Nộp trực tuyến (mô phỏng)', count(totals.online)))
  say(row('Tiếp nhận trên màn hình điều hành', count(summary.received)))
  say(row('Giải quyết trên màn hình điều hành', count(summary.solved)))
  say(row('Trực tuyến trên màn hình điều hành', count(summary.online)))
  say(row('Đúng và trước hạn', percent(summary.onTime)))
  for (const district of summary.districts) say(row(`  ${district.name}, quá hạn`, percent(district.late)))
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(44)}${value.padStart(10)}`
}

function count(number: number): string {
  return number.toLocaleString('vi-VN')
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} %`
}
