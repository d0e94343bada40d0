import type { Certificate } from './certificate.ts'
import { buildChain } from './chain.ts'
import { fetchBytes, type Patience } from './fetch-bytes.ts'
import { type KeptAnswer, keepAnswers } from './kept-answers.ts'
import { ocspRequest, type RevocationFact, readCrlFact, readOcsp, readOcspFact } from './revocation.ts'

/** What a check in ten years needs, when no responder answers any more (EN 319 142-1 5.4.2). */
export type ValidationData = {
  readonly certificates: readonly Buffer[]
  readonly ocsps: readonly Buffer[]
  readonly crls: readonly Buffer[]
}

/** The same as it was asked for, with the moment at which the oldest answer among it was fetched. */
export type Gathered = ValidationData & { readonly fetchedAt: Date | null }

export const noValidationData: ValidationData = { certificates: [], ocsps: [], crls: [] }

/**
 * Gathers validation data for chains of certificates, as long as `patience` lasts. @throws Error when a responder cannot be
 * reached
 */
export type ValidationSource = (
  chain: readonly Certificate[],
  at: Date,
  patience?: Patience,
) => Promise<Gathered>

const LARGEST_OCSP = 64 * 1024
const LARGEST_CRL = 20 * 1024 * 1024
/** A kept answer is asked for again after so long, though it may say that it holds for a week. */
const FRESH_MS = 10 * 60_000

/** An OCSP answer has some kilobytes, the list of a large authority some megabytes. */
const MOST_ANSWERS = 2000
const MOST_BYTES = 64 * 1024 * 1024

type Memory = {
  readonly answers: ReturnType<typeof keepAnswers>
  /** Addresses that failed, and until when (milliseconds) they are not asked again. */
  readonly silent: Map<string, number>
  readonly silentMs: number
}

type SourceOptions = {
  /** How long an address that did not answer is left alone; asked again at once when left out. */
  readonly silentMs?: number
}

/**
 * A source that asks the responders named in the certificates, OCSP first, and keeps each answer some minutes: a day of
 * papers is signed by few keys.
 */
export function openValidationSource({ silentMs = 0 }: SourceOptions = {}): ValidationSource {
  const answers = keepAnswers({ entries: MOST_ANSWERS, bytes: MOST_BYTES })
  const memory: Memory = { answers, silent: new Map(), silentMs }
  return async (chain, at, patience) => {
    const certificates = new Map(chain.map((each) => [each.fingerprint, each]))
    const answers: KeptAnswer[] = []
    for (const certificate of chain) {
      const { path } = buildChain(certificate, { pool: chain, roots: [], at })
      const issuer = path[1]
      if (!issuer) continue
      const answer = await ask(memory, { certificate, issuer }, { at, patience })
      answers.push(answer)
      if (answer.kind === 'ocsp')
        for (const each of readOcsp(answer.bytes).certificates()) certificates.set(each.fingerprint, each)
    }
    return {
      certificates: [...certificates.values()].map(({ raw }) => raw),
      ocsps: distinct(answers, 'ocsp'),
      crls: distinct(answers, 'crl'),
      fetchedAt: answers.map(({ fetchedAt }) => fetchedAt).sort((a, b) => Number(a) - Number(b))[0] ?? null,
    }
  }
}

function distinct(answers: readonly KeptAnswer[], kind: KeptAnswer['kind']): Buffer[] {
  const found = answers.filter((each) => each.kind === kind).map(({ bytes }) => bytes)
  return found.filter((bytes, index) => found.findIndex((each) => each.equals(bytes)) === index)
}

type Pair = { readonly certificate: Certificate; readonly issuer: Certificate }

type Asking = { readonly at: Date; readonly patience: Patience | undefined }

/** OCSP first: it is smaller and younger than a list. */
async function ask(memory: Memory, pair: Pair, asking: Asking): Promise<KeptAnswer> {
  const { ocspUrls, crlUrls, subjectName, fingerprint } = pair.certificate
  const failures: unknown[] = []
  const question = { body: ocspRequest(pair), type: 'application/ocsp-request', most: LARGEST_OCSP }
  const ways = [
    ...ocspUrls.map(
      (url) => ({ kind: 'ocsp', key: `${url} ${fingerprint}`, call: { url, ...question } }) as const,
    ),
    // A list is of its distribution point: all that an authority issued share it.
    ...crlUrls.map((url) => ({ kind: 'crl', key: url, call: { url, most: LARGEST_CRL } }) as const),
  ]
  for (const { kind, key, call } of ways) {
    const factOf = kind === 'ocsp' ? readOcspFact : readCrlFact
    const known = memory.answers.find(key, asking.at)
    if (known && factOf(known.bytes, pair)) return known
    try {
      const bytes = await fetchOrSpare(memory, call, asking)
      const answer = answerOf(bytes, kind, { fact: factOf(bytes, pair), at: asking.at })
      memory.answers.keep(key, answer)
      return answer
    } catch (error) {
      failures.push(error)
    }
  }
  const reason = failures[0] instanceof Error ? failures[0].message : 'the certificate names no responder'
  throw new Error(`No proof of revocation for ${subjectName.commonName}: ${reason}`)
}

type Call = { readonly url: string; readonly body?: Buffer; readonly type?: string; readonly most: number }

/** Asks, unless the address has just failed: who comes next does not wait for it once more. */
async function fetchOrSpare(
  memory: Memory,
  { url, ...call }: Call,
  { at, patience }: Asking,
): Promise<Buffer> {
  if ((memory.silent.get(url) ?? 0) > at.getTime()) throw new Error(`${url} has just not answered`)
  try {
    return await fetchBytes(url, { ...call, patience })
  } catch (error) {
    // Not the fault of the address when the patience of the asker had run out over others.
    if (memory.silentMs > 0 && !patience?.whole?.aborted) noteSilence(memory, url, at)
    throw error
  }
}

function answerOf(
  bytes: Buffer,
  kind: KeptAnswer['kind'],
  { fact, at }: { fact: RevocationFact | null; at: Date },
): KeptAnswer {
  if (!fact) throw new Error('the answer is about something else or not signed by the issuer')
  const until = Math.min(at.getTime() + FRESH_MS, fact.until?.getTime() ?? Number.POSITIVE_INFINITY)
  return { until, kind, bytes, fetchedAt: at }
}

const MOST_SILENT = 1000

function noteSilence({ silent, silentMs }: Memory, url: string, at: Date): void {
  silent.delete(url)
  silent.set(url, at.getTime() + silentMs)
  for (const oldest of silent.keys()) {
    if (silent.size <= MOST_SILENT) return
    silent.delete(oldest)
  }
}
