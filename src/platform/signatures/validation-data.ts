import type { Certificate } from './certificate.ts'
import { buildChain } from './chain.ts'
import { fetchBytes, type Patience } from './fetch-bytes.ts'
import { ocspRequest, type RevocationFact, readCrlFact, readOcsp, readOcspFact } from './revocation.ts'

/** What a check in ten years needs, when no responder answers any more (EN 319 142-1 5.4.2). */
export type ValidationData = {
  readonly certificates: readonly Buffer[]
  readonly ocsps: readonly Buffer[]
  readonly crls: readonly Buffer[]
}

export const noValidationData: ValidationData = { certificates: [], ocsps: [], crls: [] }

/**
 * Gathers validation data for chains of certificates, as long as `patience` lasts. @throws Error when a responder cannot be
 * reached
 */
export type ValidationSource = (
  chain: readonly Certificate[],
  at: Date,
  patience?: Patience,
) => Promise<ValidationData>

const LARGEST_OCSP = 64 * 1024
const LARGEST_CRL = 20 * 1024 * 1024
/** A kept answer is asked for again after so long, though it may say that it holds for a week. */
const FRESH_MS = 10 * 60_000

type Kept = { readonly until: number; readonly kind: 'ocsp' | 'crl'; readonly bytes: Buffer }

type Memory = {
  readonly answers: Map<string, Kept>
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
  const memory: Memory = { answers: new Map(), silent: new Map(), silentMs }
  return async (chain, at, patience) => {
    const certificates = new Map(chain.map((each) => [each.fingerprint, each]))
    const answers: Kept[] = []
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
    }
  }
}

function distinct(answers: readonly Kept[], kind: Kept['kind']): Buffer[] {
  const found = answers.filter((each) => each.kind === kind).map(({ bytes }) => bytes)
  return found.filter((bytes, index) => found.findIndex((each) => each.equals(bytes)) === index)
}

type Pair = { readonly certificate: Certificate; readonly issuer: Certificate }

type Asking = { readonly at: Date; readonly patience: Patience | undefined }

async function ask(memory: Memory, pair: Pair, asking: Asking): Promise<Kept> {
  const known = memory.answers.get(pair.certificate.fingerprint)
  if (known && known.until > asking.at.getTime()) return known
  const answer = await fetchAnswer(memory, pair, asking)
  memory.answers.set(pair.certificate.fingerprint, answer)
  return answer
}

async function fetchAnswer(memory: Memory, pair: Pair, asking: Asking): Promise<Kept> {
  const { at } = asking
  const { ocspUrls, crlUrls, subjectName } = pair.certificate
  const failures: unknown[] = []
  for (const url of ocspUrls) {
    try {
      const question = { body: ocspRequest(pair), type: 'application/ocsp-request', most: LARGEST_OCSP }
      const bytes = await fetchOrSpare(memory, { url, ...question }, asking)
      return keep(bytes, 'ocsp', { fact: readOcspFact(bytes, pair), at })
    } catch (error) {
      failures.push(error)
    }
  }
  for (const url of crlUrls) {
    try {
      const bytes = await fetchOrSpare(memory, { url, most: LARGEST_CRL }, asking)
      return keep(bytes, 'crl', { fact: readCrlFact(bytes, pair), at })
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
    if (memory.silentMs > 0 && !patience?.whole?.aborted)
      memory.silent.set(url, at.getTime() + memory.silentMs)
    throw error
  }
}

function keep(
  bytes: Buffer,
  kind: Kept['kind'],
  { fact, at }: { fact: RevocationFact | null; at: Date },
): Kept {
  if (!fact) throw new Error('the answer is about something else or not signed by the issuer')
  const until = Math.min(at.getTime() + FRESH_MS, fact.until?.getTime() ?? Number.POSITIVE_INFINITY)
  return { until, kind, bytes }
}
