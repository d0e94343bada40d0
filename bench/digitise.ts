// Scans made searchable PDF/A beside the bare reader of letters, which does not straighten, judge or write a PDF.
//
//   node bench/digitise.ts [pages, 8 by default]
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createWorker } from 'tesseract.js'
import { extractText, getDocumentProxy } from 'unpdf'
import { digitise } from '../src/platform/digitising/index.ts'
import { paperPicture, recall, scanOf } from '../src/platform/digitising/testing/paper.ts'
import { hold } from './bar.ts'

const count = Number(process.argv[2] ?? 8)
const require = createRequire(import.meta.url)
const data = join(dirname(require.resolve('@tesseract.js-data/vie/package.json')), '4.0.0_best_int')

const sheet = await paperPicture(300)
const scans = await Promise.all(Array.from({ length: count }, (_, at) => scanOf(sheet, 1 + (at % 5))))
const bare = await createWorker('vie', 1, { langPath: data, gzip: true, cacheMethod: 'none' })
await bare.recognize(sheet)
await oursOf(sheet)

// By turns, so that the machine's other work falls on both alike.
const seconds = { ours: 0, bare: 0 }
const found = { ours: 0, bare: 0 }
for (const scan of scans) {
  let from = performance.now()
  const { data: page } = await bare.recognize(scan)
  seconds.bare += (performance.now() - from) / 1000
  found.bare += recall(page.text) / count
  from = performance.now()
  const pdf = await oursOf(scan)
  seconds.ours += (performance.now() - from) / 1000
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  found.ours += recall(text) / count
}
await bare.terminate()
const rate = (which: 'ours' | 'bare') => ((count / seconds[which]) * 60).toFixed(1)
const words = (which: 'ours' | 'bare') => `${(found[which] * 100).toFixed(1)} % of the words`
process.stdout.write(
  [
    `scan to searchable PDF/A   ${rate('ours')} pages a minute   ${words('ours')}`,
    `bare reader of letters     ${rate('bare')} pages a minute   ${words('bare')}`,
    `ratio                      ${((seconds.bare / seconds.ours) * 100).toFixed(0)} %   bar: at least 50 %, 90 % of the words`,
    '',
  ].join('\n'),
)
hold('at least 50 % of the bare reader', seconds.bare / seconds.ours >= 0.5)
hold('at least 90 % of the words', found.ours >= 0.9)
process.exit()

async function oursOf(bytes: Uint8Array): Promise<Uint8Array> {
  const type = bytes === sheet ? 'image/png' : 'image/jpeg'
  const made = await digitise({
    bytes,
    type,
    title: 'Giấy chứng sinh',
    createdAt: new Date('2024-11-20T03:00:00Z'),
  })
  if (made.kind !== 'scan') throw new Error('not taken for a scan')
  return made.pdf
}
