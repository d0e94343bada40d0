import { Worker } from 'node:worker_threads'

/** A Typst template: the main file and the files it imports, by their absolute path inside the template (`/letterhead.typ`). */
export type Template = {
  readonly source: string
  readonly files?: Readonly<Record<string, string>>
}

/** What the thread is asked to set; `data` is JSON. */
export type RenderOrder = { readonly template: Template; readonly data: string; readonly createdAt: Date }
export type Asked = { readonly id: number; readonly order: RenderOrder }
export type Answer = { readonly id: number; readonly pdf?: Uint8Array; readonly failure?: string }

type Waiting = { readonly resolve: (pdf: Uint8Array) => void; readonly reject: (error: Error) => void }

const waiting = new Map<number, Waiting>()
let typesetter: Worker | undefined
let asked = 0

/**
 * Sets a document as PDF/A-2a: archivable, tagged for screen readers, fonts inside. The template reads `data` with
 * `json(bytes(sys.inputs.data))`, so that a text of a citizen stays text whatever signs it holds. `createdAt` is the time
 * written into the file: equal input gives equal bytes. About 20 ms for a page and 8 ms for each more, on one thread of its
 * own, in the order asked.
 * @throws Error when the template is wrong; data alone cannot cause it.
 */
export async function renderPdf(
  template: Template,
  data: object,
  { createdAt }: { createdAt: Date },
): Promise<Uint8Array> {
  const thread = openTypesetter()
  const id = asked++
  const order: RenderOrder = { template, data: JSON.stringify(data), createdAt }
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    // Only an order that waits keeps the process alive.
    thread.ref()
    thread.postMessage({ id, order } satisfies Asked)
  })
}

function openTypesetter(): Worker {
  if (typesetter) return typesetter
  const thread = new Worker(new URL('./typesetter.ts', import.meta.url))
  thread.on('message', ({ id, pdf, failure }: Answer) => {
    const order = waiting.get(id)
    waiting.delete(id)
    if (waiting.size === 0) thread.unref()
    if (pdf) order?.resolve(pdf)
    else order?.reject(new Error(failure))
  })
  thread.on('error', (error) => giveUp(thread, error instanceof Error ? error : new Error(String(error))))
  thread.on('exit', () => giveUp(thread, new Error('The thread that sets papers has ended')))
  typesetter = thread
  return thread
}

/** Who waits is told, and the next paper starts a new thread. */
function giveUp(thread: Worker, reason: Error): void {
  if (typesetter !== thread) return
  typesetter = undefined
  const lost = [...waiting.values()]
  waiting.clear()
  for (const order of lost) order.reject(reason)
}
