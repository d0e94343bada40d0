import { availableParallelism } from 'node:os'
import { Refusal } from '../../errors.ts'
import { openThreads, ThreadLost } from '../../threads/threads.ts'
import type { CheckOrder } from './check-thread.ts'
import type { VerificationReport } from './report.ts'
import type { Trust } from './verify-pdf.ts'

export type CheckTrust = Omit<Trust, 'source'>

/** Checks files on threads beside the server. */
export type SignatureChecks = {
  /**
   * What `verifyPdf` says, revocation asked for where the file brings no proof.
   * @throws Refusal 503 when too many wait, 422 for a file that takes too long or too much memory
   */
  check(pdf: Uint8Array, trust: CheckTrust): Promise<VerificationReport>
  close(): Promise<void>
}

type Limits = {
  readonly most: number
  readonly longestQueue: number
  readonly longestMs: number
  readonly networkMs: number
}

/**
 * Two at least, so that one that waits for a responder holds nobody up. The budget of a file ends the reading of a
 * hostile one after about a second of the processor; the time is for what the budget does not see. Responders have a
 * time of their own within it: a slow one leaves revocation unknown and never makes a file too hard.
 */
const usual: Limits = {
  most: Math.max(2, availableParallelism() - 1),
  longestQueue: 8,
  longestMs: 30_000,
  networkMs: 8_000,
}

/** Opens the checks: a stranger's file never works on the thread that serves the others. */
export function openSignatureChecks(limits: Partial<Limits> = {}): SignatureChecks {
  const { networkMs, ...bounds } = { ...usual, ...limits }
  const threads = openThreads<CheckOrder, VerificationReport>({
    script: new URL('./check-thread.ts', import.meta.url),
    memoryMb: 256,
    ...bounds,
  })
  return {
    async check(pdf, { trustedRoots, now, ends = [] }) {
      try {
        return await threads.ask({ pdf, roots: trustedRoots.map(({ raw }) => raw), now, ends, networkMs })
      } catch (error) {
        throw error instanceof ThreadLost && error.reason !== 'ended' ? refusalOf(error) : error
      }
    },
    close: threads.close,
  }
}

function refusalOf({ reason }: ThreadLost): Refusal {
  if (reason === 'busy') {
    return new Refusal(503, 'check.busy', 'Đang có nhiều tệp chờ kiểm tra. Hãy gửi lại sau nửa phút.')
  }
  const words =
    'Tệp này quá phức tạp nên không kiểm tra được ở đây. Hãy xin nơi gửi một tệp PDF lưu lại từ đầu, hoặc mang tệp tới một cửa.'
  return new Refusal(422, 'file.too_hard', words, { file: words })
}
