import { renderPdf } from '../documents/index.ts'
import { openThreads, ThreadLost } from '../threads/threads.ts'
import { pageTemplate } from './page-template.ts'
import { type PageReport, type ReadFailure, type ReadFile, type ReadPage, UnreadableFile } from './schema.ts'

/** What was made of a scan: a searchable PDF/A and what was found of each page; `text` when the file is a text already. */
export type Digitised =
  | { readonly kind: 'scan'; readonly pdf: Uint8Array; readonly pages: readonly PageReport[] }
  | { readonly kind: 'text' }

type Order = {
  readonly bytes: Uint8Array
  readonly type: string
  readonly title: string
  readonly createdAt: Date
}

/** A page takes two to ten seconds; eighty of them must end. */
const LONGEST_MS = 15 * 60_000

/**
 * Số hóa một giấy tờ: a scan, a photo or a PDF of scans becomes a straight PDF/A-2b with the letters under the picture, so
 * that it can be searched (NĐ 30/2020/NĐ-CP Phụ lục I: colour, 200 dots an inch at least, true to size; TT 01/2023/TT-VPCP).
 * Read on a thread of its own, one file after the other. Nothing leaves the machine.
 * @throws UnreadableFile what no second try mends.
 */
export async function digitise({ bytes, type, title, createdAt }: Order): Promise<Digitised> {
  const file = await readBeside(bytes, type)
  if (file.kind === 'text') return { kind: 'text' }
  const pdf = await makePdf(file.pages, { title, createdAt })
  return { kind: 'scan', pdf, pages: file.pages.map(({ report }) => report) }
}

/** Sets the pages: the words first, unseen, and the picture over them. */
function makePdf(
  pages: readonly ReadPage[],
  { title, createdAt }: { title: string; createdAt: Date },
): Promise<Uint8Array> {
  const pictures = Object.fromEntries(pages.map(({ jpeg }, at) => [`/page-${at}.jpg`, jpeg]))
  const data = {
    title,
    pages: pages.map(({ widthMm, heightMm, lines }, at) => ({
      picture: `/page-${at}.jpg`,
      widthMm,
      heightMm,
      lines,
    })),
  }
  return renderPdf({ source: pageTemplate, files: pictures }, data, { createdAt, standard: 'a-2b' })
}

/** What the thread makes of a file; a failure that no second try mends is an answer, and anything else a bug. */
export type Read = { readonly file: ReadFile } | { readonly failure: ReadFailure }
export type ReadOrder = Pick<Order, 'bytes' | 'type'>

/** One file after the other: two readers would need the memory twice and share the same processors. */
const readers = openThreads<ReadOrder, Read>({
  script: new URL('./reader-thread.ts', import.meta.url),
  most: 1,
  longestMs: LONGEST_MS,
  memoryMb: 768,
  // The reader of letters grumbles about stains.
  quiet: true,
})

async function readBeside(bytes: Uint8Array, type: string): Promise<ReadFile> {
  const read = await readers.ask({ bytes, type }).catch((error: unknown): Read => {
    if (error instanceof ThreadLost && error.reason === 'too-long') return { failure: 'too-slow' }
    throw error
  })
  if ('failure' in read) throw new UnreadableFile(read.failure)
  return read.file
}
