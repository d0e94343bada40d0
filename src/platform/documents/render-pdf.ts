import { availableParallelism } from 'node:os'
import { Refusal } from '../errors.ts'
import { openThreads, ThreadLost } from '../threads/threads.ts'

/**
 * A Typst template: the main file and the files it imports or shows, by their absolute path inside the template
 * (`/letterhead.typ`, `/page-1.jpg`).
 */
export type Template = {
  readonly source: string
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}

/** PDF/A-2a is tagged for screen readers, which a text needs; a picture of a page can only be PDF/A-2b. */
export type PdfStandard = 'a-2a' | 'a-2b'
type Making = { readonly createdAt: Date; readonly standard?: PdfStandard }

/** What the thread is asked to set; `data` is JSON. */
export type RenderOrder = { readonly template: Template; readonly data: string } & Required<Making>

/**
 * Where a template left room for a digital signature to be seen, in points from the left and top of a page (from 0); `who`
 * is the template's word for whose it is.
 */
export type SignaturePlace = {
  readonly who: string
  readonly page: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export type SetPaper = { readonly pdf: Uint8Array; readonly places: readonly SignaturePlace[] }

/**
 * As many as the machine has cores: a page is work for the processor alone. The longest paper, a register of 2,000 lines, takes
 * seconds; a line of a hundred slips is one.
 */
export const typesetterBounds = {
  most: availableParallelism(),
  ahead: 2,
  longestQueue: 100,
  longestMs: 60_000,
}

type Typesetters = {
  readonly set: (order: RenderOrder) => Promise<SetPaper>
  readonly close: () => Promise<void>
}

/** Opens typesetters. What waits too long in line, or is set too long, is refused with 503; a job tries again later. */
export function openTypesetters(bounds: typeof typesetterBounds): Typesetters {
  const threads = openThreads<RenderOrder, SetPaper>({
    script: new URL('./typesetter.ts', import.meta.url),
    ...bounds,
  })
  return {
    set: async (order) => {
      try {
        return await threads.ask(order)
      } catch (error) {
        throw error instanceof ThreadLost && error.reason !== 'ended' ? busy() : error
      }
    },
    close: threads.close,
  }
}

function busy(): Refusal {
  return new Refusal(503, 'paper.busy', 'Đang có nhiều giấy tờ chờ lập. Hãy thử lại sau nửa phút.')
}

const typesetters = openTypesetters(typesetterBounds)

/**
 * Sets a document as PDF/A-2a unless told otherwise: archivable, tagged for screen readers, fonts inside. The template
 * reads `data` with `json("/data.json")`, so that a text of a citizen stays text whatever signs it holds.
 * `createdAt` is the time written into the file: equal input gives equal bytes. About 8 ms of a processor for a page and less for each more, on
 * threads of their own, so that the server answers others meanwhile.
 * @throws Error when the template is wrong; data alone cannot cause it. Refusal 503 while too many papers wait.
 */
export async function renderPdf(template: Template, data: object, making: Making): Promise<Uint8Array> {
  return (await setPaper(template, data, making)).pdf
}

/** The same, with the places that its template left for digital signatures (`signature-place` in Typst). */
export async function setPaper(
  template: Template,
  data: object,
  { createdAt, standard = 'a-2a' }: Making,
): Promise<SetPaper> {
  return typesetters.set({ template, data: JSON.stringify(data), createdAt, standard })
}
