import { parentPort } from 'node:worker_threads'
import type { Ready, Returned, Sent } from './threads.ts'

/** Called once by the script of a thread: carries out each order that comes and sends back what became of it. */
export function answerOrders<Asked, Answer>(work: (order: Asked) => Answer | Promise<Answer>): void {
  parentPort?.on('message', async ({ id, order }: Sent<Asked>) => {
    parentPort?.postMessage(await answerOf(id, () => work(order)))
  })
  parentPort?.postMessage({ ready: true } satisfies Ready)
}

async function answerOf<Answer>(id: number, work: () => Answer | Promise<Answer>): Promise<Returned<Answer>> {
  try {
    return { id, answer: await work() }
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) }
  }
}
