import { createHash, randomBytes } from 'node:crypto'
import { readDigest } from './algorithms.ts'
import { type Cms, type CmsProblem, checkCms, isWeakCms, readCms } from './cms.ts'
import {
  DerError,
  integer,
  must,
  nothing,
  octets,
  oid,
  parts,
  readDer,
  readNumber,
  readTime,
  sequence,
  tags,
  yes,
} from './der.ts'
import { fetchBytes } from './fetch-bytes.ts'
import { digests, oids } from './oids.ts'

/** What a time stamp proves: that the digest existed at `time` (RFC 3161). */
export type TimeStamp = {
  readonly time: Date
  readonly digest: string
  readonly imprint: Buffer
  readonly nonce: Buffer | null
  readonly token: Cms
}

/** Gives a token for a SHA-256 digest. @throws Error when the authority cannot be reached or refuses */
export type TimeStamper = (digest: Buffer) => Promise<Buffer>

/** Reads a token. @throws DerError */
export function readTimeStamp(bytes: Uint8Array): TimeStamp {
  const token = readCms(bytes)
  if (token.contentType !== oids.timeStampInfo || token.content === null)
    throw new DerError('is no time stamp')
  const fields = parts(must(readDer(token.content), tags.sequence))
  const [, , imprint, , time, ...optional] = fields
  const [algorithm, hash] = parts(must(imprint, tags.sequence))
  return {
    time: readTime(time),
    digest: readDigest(algorithm),
    imprint: must(hash, tags.octets).content,
    nonce: optional.find(({ tag }) => tag === tags.integer)?.content ?? null,
    token,
  }
}

/** What is wrong with a token over `data`, null when it is whole. Whether its authority is trusted is another question. */
export function checkTimeStamp({ token, digest, imprint }: TimeStamp, data: Uint8Array): CmsProblem | null {
  if (!createHash(digest).update(data).digest().equals(imprint)) return 'content-changed'
  return checkTokenAlone(token)
}

/** The same when the digest of the data was computed by the caller. */
export function checkTimeStampDigest(
  { token, digest, imprint }: TimeStamp,
  digestOf: (name: string) => Buffer,
): CmsProblem | null {
  return digestOf(digest).equals(imprint) ? checkTokenAlone(token) : 'content-changed'
}

function checkTokenAlone(token: Cms): CmsProblem | null {
  const { content, signer } = token
  if (content === null) return 'content-changed'
  // A key that does other things too could be made to sign what looks like a token (RFC 3161 2.3).
  if (signer && !signer.uses.every((use) => use === oids.forTimeStamping)) return 'certificate-not-bound'
  if (signer?.uses.length === 0) return 'certificate-not-bound'
  return checkCms(token, (name) => createHash(name).update(content).digest())
}

/** Whether the digest that it is over, or its own signature, could be forged today. */
export function isWeakTimeStamp({ digest, token }: TimeStamp): boolean {
  return digest === 'md5' || digest === 'sha1' || isWeakCms(token)
}

/** A request for a SHA-256 digest with the authority's certificate in the answer. */
export function timeStampRequest(digest: Buffer, nonce: Buffer): Buffer {
  return sequence(
    integer(1),
    sequence(sequence(oid(oids.sha256), nothing), octets(digest)),
    integer(nonce),
    yes,
  )
}

/** The token of an answer, which must be for this digest and this request. @throws DerError */
export function readTimeStampAnswer(answer: Buffer, asked: { digest: Buffer; nonce: Buffer }): Buffer {
  const [status, token] = parts(must(readDer(answer), tags.sequence))
  const code = readNumber(parts(must(status, tags.sequence))[0])
  if (code > 1 || !token) throw new DerError(`is a refusal (status ${code})`)
  const stamp = readTimeStamp(token.raw)
  const fits = stamp.imprint.equals(asked.digest) && stamp.digest === digests[oids.sha256]
  const same = stamp.nonce !== null && integer(stamp.nonce).equals(integer(asked.nonce))
  if (!fits || !same || checkTokenAlone(stamp.token) !== null)
    throw new DerError('is a time stamp for something else')
  return token.raw
}

const LARGEST_TOKEN = 64 * 1024

/** A time stamper over HTTP (RFC 3161 3.4). */
export function timeStamperAt(url: string): TimeStamper {
  return async (digest) => {
    const nonce = randomBytes(16)
    const answer = await fetchBytes(url, {
      body: timeStampRequest(digest, nonce),
      type: 'application/timestamp-query',
      most: LARGEST_TOKEN,
    })
    return readTimeStampAnswer(answer, { digest, nonce })
  }
}

const SLOW_MS = 3_000
const REST_MS = 60_000

/**
 * The same stamper, but after one that took its time to fail nobody else waits for it within a minute: thousands of papers, ten
 * seconds each, would hold every worker for hours. One that refuses at once is asked each time.
 */
export function restingStamper(stamper: TimeStamper, clock = () => performance.now()): TimeStamper {
  let rest: { readonly until: number; readonly error: unknown } = { until: 0, error: undefined }
  return async (digest) => {
    const since = clock()
    if (since < rest.until) throw rest.error
    try {
      return await stamper(digest)
    } catch (error) {
      const now = clock()
      if (now - since >= SLOW_MS) rest = { until: now + REST_MS, error }
      throw error
    }
  }
}
