import { answerOrders } from '../threads/answer-orders.ts'
import type { Read, ReadOrder } from './digitise.ts'
import { readFile } from './read-file.ts'
import { UnreadableFile } from './schema.ts'

/* The thread that reads scans: a page takes seconds, in which the server and the other jobs must go on. */
answerOrders(async ({ bytes, type }: ReadOrder): Promise<Read> => {
  try {
    return { file: await readFile(bytes, type) }
  } catch (error) {
    if (error instanceof UnreadableFile) return { failure: error.failure }
    throw error
  }
})
