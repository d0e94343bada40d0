import { Worker } from 'node:worker_threads'

export type ThreadsOptions = {
  /** The module that a thread runs; it calls `answerOrders`. */
  readonly script: URL
  readonly most: number
  /** Orders that lie ready at a thread while it works on another; only for work without waiting, done one after the other. */
  readonly ahead?: number
  /** Orders that may wait for a thread; without a bound when left out. */
  readonly longestQueue?: number
  /** How long one order may take from when a thread begins with it. The start of the thread is not the fault of the order. */
  readonly longestMs?: number
  readonly memoryMb?: number
  /** Drops what the libraries of the thread grumble; what goes wrong comes back as an answer. */
  readonly quiet?: boolean
}

export type Threads<Asked, Answer> = {
  /** @throws ThreadLost, and the Error that the work threw, by its message */
  ask(order: Asked): Promise<Answer>
  close(): Promise<void>
}

export type LossReason = 'busy' | 'too-long' | 'too-much-memory' | 'ended'

/** The order was not carried out, through no fault of the script: nobody was free, or the thread had to be ended. */
export class ThreadLost extends Error {
  override readonly name = 'ThreadLost'
  readonly reason: LossReason

  constructor(reason: LossReason) {
    super(`The thread was lost: ${reason}`)
    this.reason = reason
  }
}

/** What goes to a thread and what comes back; `Ready` before everything else, when its script is loaded. */
export type Sent<Asked> = { readonly id: number; readonly order: Asked }
export type Ready = { readonly ready: true }
export type Returned<Answer> = { readonly id: number } & (
  | { readonly answer: Answer }
  | { readonly failure: string }
)

type Order<Asked, Answer> = {
  readonly asked: Asked
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

type Held<Asked, Answer> = { readonly order: Order<Asked, Answer>; timer?: NodeJS.Timeout }

type Thread<Asked, Answer> = {
  readonly worker: Worker
  readonly inHand: Map<number, Held<Asked, Answer>>
  ready: boolean
}

/** Opens threads over one script, each at the first order that needs it; an order goes to one that has nothing to do. */
export function openThreads<Asked, Answer>(options: ThreadsOptions): Threads<Asked, Answer> {
  const { most, ahead = 0, longestQueue = Number.POSITIVE_INFINITY, longestMs } = options
  const threads = new Set<Thread<Asked, Answer>>()
  const queue: Order<Asked, Answer>[] = []
  let handed = 0

  function freeThread(): Thread<Asked, Answer> | undefined {
    const [least] = [...threads].sort((a, b) => a.inHand.size - b.inHand.size)
    if (least?.inHand.size === 0) return least
    if (threads.size < most) return start()
    return least && least.inHand.size <= ahead ? least : undefined
  }

  function start(): Thread<Asked, Answer> {
    const thread: Thread<Asked, Answer> = { worker: startWorker(options), inHand: new Map(), ready: false }
    thread.worker.on('message', (message: Ready | Returned<Answer>) => {
      if ('ready' in message) begin(thread)
      else settle(thread, message)
    })
    thread.worker.on('error', (error) => lose(thread, lossOf(error)))
    thread.worker.on('exit', () => lose(thread, new ThreadLost('ended')))
    threads.add(thread)
    return thread
  }

  function serve(): void {
    while (queue.length > 0) {
      const thread = freeThread()
      const order = thread && queue.shift()
      if (!thread || !order) return
      hand(thread, order)
    }
  }

  function hand(thread: Thread<Asked, Answer>, order: Order<Asked, Answer>): void {
    const id = handed++
    const held: Held<Asked, Answer> = { order }
    // Only an order that waits keeps the process alive.
    thread.worker.ref()
    thread.inHand.set(id, held)
    if (thread.ready) limitFirst(thread)
    thread.worker.postMessage({ id, order: order.asked } satisfies Sent<Asked>)
  }

  function begin(thread: Thread<Asked, Answer>): void {
    thread.ready = true
    limitFirst(thread)
  }

  /** Only what the thread works on: what lies ready has not begun. */
  function limitFirst(thread: Thread<Asked, Answer>): void {
    const [held] = thread.inHand.values()
    if (longestMs === undefined || !held || held.timer) return
    held.timer = setTimeout(() => lose(thread, new ThreadLost('too-long')), longestMs)
  }

  function settle(thread: Thread<Asked, Answer>, returned: Returned<Answer>): void {
    const held = thread.inHand.get(returned.id)
    if (!held) return
    clearTimeout(held.timer)
    thread.inHand.delete(returned.id)
    if (thread.inHand.size === 0) thread.worker.unref()
    limitFirst(thread)
    if ('answer' in returned) held.order.resolve(returned.answer)
    else held.order.reject(new Error(returned.failure))
    serve()
  }

  /** Whose order the thread worked on is told; what lay ready waits for another thread. */
  function lose(thread: Thread<Asked, Answer>, reason: Error): void {
    if (!threads.delete(thread)) return
    const [first, ...ready] = thread.inHand.values()
    clearTimeout(first?.timer)
    first?.order.reject(reason)
    queue.unshift(...ready.map(({ order }) => order))
    thread.inHand.clear()
    void thread.worker.terminate()
    serve()
  }

  return {
    ask: (asked) =>
      new Promise((resolve, reject) => {
        if (queue.length >= longestQueue) {
          reject(new ThreadLost('busy'))
          return
        }
        queue.push({ asked, resolve, reject })
        serve()
      }),
    async close() {
      const open = [...threads]
      threads.clear()
      const held = open.flatMap(({ inHand }) => [...inHand.values()])
      for (const { timer } of held) clearTimeout(timer)
      for (const order of [...held.map(({ order }) => order), ...queue.splice(0)])
        order.reject(new ThreadLost('ended'))
      await Promise.all(open.map(({ worker }) => worker.terminate()))
    },
  }
}

function startWorker({ script, memoryMb, quiet = false }: ThreadsOptions): Worker {
  const resourceLimits =
    memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } }
  const worker = new Worker(script, { ...resourceLimits, stderr: quiet })
  if (quiet) worker.stderr.resume()
  worker.unref()
  return worker
}

function lossOf(error: unknown): Error {
  if ((error as { code?: unknown } | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new ThreadLost('too-much-memory')
  return error instanceof Error ? error : new Error(String(error))
}
