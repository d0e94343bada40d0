const PATIENCE_MS = 10_000

/** How long may be waited: for one address, and for all that the asker asks together. */
export type Patience = { readonly eachMs: number; readonly whole?: AbortSignal }

type Question = {
  readonly body?: Uint8Array
  readonly type?: string
  /** More bytes than this are not read. */
  readonly most: number
  readonly patience?: Patience | undefined
}

/** Asks a trust service and reads its answer, bounded in time and size. @throws Error with its address in the message */
export async function fetchBytes(url: string, { body, type, most, patience }: Question): Promise<Buffer> {
  const each = AbortSignal.timeout(patience?.eachMs ?? PATIENCE_MS)
  const question: RequestInit = {
    method: body ? 'POST' : 'GET',
    signal: patience?.whole ? AbortSignal.any([each, patience.whole]) : each,
    redirect: 'error',
    ...(body
      ? { body: new Uint8Array(body), headers: { 'content-type': type ?? 'application/octet-stream' } }
      : {}),
  }
  const answer = await fetch(url, question)
    .catch((error) => askAgain(error, () => fetch(url, question)))
    .catch((cause) => {
      throw new Error(`${url} does not answer`, { cause })
    })
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
  return readBounded(answer, { url, most })
}

/**
 * A kept connection may be closed by the service just as it is used again; `fetch` repeats no POST by itself.
 * A stamp, a status or a list may be asked for twice, so a reset is met with one more question.
 */
function askAgain(error: unknown, ask: () => Promise<Response>): Promise<Response> {
  const cause = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET') return ask()
  throw error
}

async function readBounded(answer: Response, { url, most }: { url: string; most: number }): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.length
    if (size > most) throw new Error(`${url} answers with more than ${most} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
