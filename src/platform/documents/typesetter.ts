import { parentPort } from 'node:worker_threads'
import type { Answer, Asked } from './render-pdf.ts'
import { typeset } from './typeset.ts'

/* The thread that sets papers: a print of fifty slips takes half a second, in which the server must answer others. */
parentPort?.on('message', ({ id, order }: Asked) => {
  parentPort?.postMessage(answerOf(id, () => typeset(order)))
})

function answerOf(id: number, work: () => Uint8Array): Answer {
  try {
    return { id, pdf: work() }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}
