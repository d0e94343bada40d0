import { ConfigError } from '../platform/config.ts'
import { readToEnd, rebuild } from '../platform/events/readers.ts'
import { formatDateTime } from '../platform/text/index.ts'
import { type CommandRoom, say, sayProgress, seconds, withHouse } from './with-house.ts'

await withHouse(async ({ house }) => {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const foldable = house.readers.filter((reader) => reader.reset)
  const wanted = foldable.filter((reader) => names.includes(reader.name))
  const known = foldable.map((reader) => reader.name).join(', ')
  if (names.length === 0 || wanted.length < names.length) {
    throw new ConfigError(`Usage: npm run rebuild -- <reader>. What can be rebuilt: ${known}.`)
  }
  for (const reader of wanted) await fold(house, reader)
})

/** Empties what a reader has written and folds the whole log again, saying how far it is. */
async function fold(
  { services }: CommandRoom['house'],
  reader: CommandRoom['house']['readers'][number],
): Promise<void> {
  const since = performance.now()
  const timer = setInterval(async () => {
    const row = await services.db
      .selectFrom('platform.reader')
      .select('lastEventAt')
      .where('name', '=', reader.name)
      .executeTakeFirst()
    if (row?.lastEventAt)
      sayProgress(`${reader.name}: đã đọc đến sự kiện lúc ${formatDateTime(row.lastEventAt)}`)
  }, 2000)
  try {
    await rebuild(services.db, reader)
    await readToEnd(services.db, reader)
    // Not how many events: a server that runs beside this takes its share of them.
    say(`${reader.name}: đã dựng lại từ đầu đến cuối nhật ký trong ${seconds(since)}.`)
  } finally {
    clearInterval(timer)
  }
}
