import { createHash } from 'node:crypto'
import type { Certificate, Name } from '../certificate.ts'
import { type Cms, checkCms, endOfCms, isWeakCms, readCms } from '../cms.ts'
import { DerError } from '../der.ts'
import { oids } from '../oids.ts'
import { openPdf, type PdfDocument } from '../pdf/document.ts'
import { entry, isString, nameOf, PdfError, textOf } from '../pdf/values.ts'
import { checkTimeStamp, checkTimeStampDigest, isWeakTimeStamp, readTimeStamp } from '../time-stamp.ts'
import type { ValidationData } from '../validation-data.ts'
import { compareRevisions } from './compare.ts'
import {
  type Covered,
  certifiedLevel,
  countSavings,
  coveredBytes,
  type FoundSignature,
  findSignatures,
} from './find.ts'
import { type Change, doubts, type SignatureProblem, type SignatureReport, type Verdict } from './report.ts'
import { isAccounted } from './tail.ts'
import { type Judgement, judge } from './trust.ts'
import type { Trust } from './verify-pdf.ts'

/** What is known of the whole file while one of its signatures is checked. */
export type Given = {
  readonly document: PdfDocument
  readonly all: readonly FoundSignature[]
  readonly data: ValidationData
  readonly pool: readonly Certificate[]
  readonly trust: Trust
  /** The time that a later time stamp over the file proves. */
  readonly provedBy: Date | null
  readonly last: boolean
}

/** Checks one signature: what it covers, whether it is whole, what came after it, and whom to believe. */
export async function checkSignature(found: FoundSignature, given: Given): Promise<SignatureReport> {
  const covered = coveredBytes(given.document, found)
  const about = describe(found, given.document)
  if (typeof covered === 'string') return failed(about, [covered])
  const later = changesAfter(found, covered, given)
  const about2 = { ...about, coversWholeFile: covered.end === given.document.bytes.length, ...later.told }
  let read: ReadSignature
  try {
    read = readSignature(found, covered, given.document.bytes)
  } catch (error) {
    if (error instanceof DerError) return failed(about2, ['unreadable', ...later.problems])
    throw error
  }
  const trusted = await trustOf(read, given)
  const problems = [...new Set([...read.problems, ...later.problems, ...trusted.problems])]
  return {
    ...about2,
    problems,
    verdict: verdictOf(problems, about2.coversWholeFile),
    signer: read.cms.signer?.subjectName ?? null,
    issuer: read.cms.signer?.issuerName ?? null,
    serial: read.cms.signer?.serial.toString('hex') ?? null,
    provedAt: trusted.provedAt,
    chain: trusted.chain,
    revocation: trusted.revocation,
    revocationAskedAt: trusted.revocationAskedAt,
    level: found.kind === 'signature' && problems.length === 0 ? trusted.level : null,
  }
}

type About = ReturnType<typeof describe>

function describe({ field, dict, kind }: FoundSignature, document: PdfDocument) {
  const text = (key: string) => textOf(document.resolve(entry(dict, key))).slice(0, 500)
  return {
    field: field.name.slice(0, 200),
    kind,
    claimedAt: readDate(text('M')),
    reason: text('Reason'),
    location: text('Location'),
    coversWholeFile: false,
    revision: 0,
    changes: [] as readonly Change[],
    certifies: null as SignatureReport['certifies'],
  }
}

function readDate(text: string): Date | null {
  const found = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/.exec(text)
  if (!found) return null
  const [, year, month, day, hour, minute, second, sign, hours = '00', minutes = '00'] = found
  const date = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${sign ? `${sign}${hours}:${minutes}` : 'Z'}`,
  )
  return Number.isNaN(date.getTime()) ? null : date
}

const unasked = { revocation: 'unknown', revocationAskedAt: null } as const

function failed(about: About, problems: readonly SignatureProblem[]): SignatureReport {
  const nobody = { signer: null, issuer: null, serial: null, provedAt: null, chain: [], level: null }
  return { ...about, ...nobody, problems, verdict: 'invalid', ...unasked }
}

function verdictOf(problems: readonly SignatureProblem[], whole: boolean): Verdict {
  if (problems.some((problem) => !doubts.has(problem))) return 'invalid'
  if (problems.length > 0) return 'unknown'
  return whole ? 'valid' : 'valid-but-extended'
}

type Later = {
  readonly problems: readonly SignatureProblem[]
  readonly told: Pick<SignatureReport, 'revision' | 'changes' | 'certifies'>
}

/** Opens the file as it was when it was signed, finds this very signature in it, and compares it with the file of today. */
function changesAfter(found: FoundSignature, { end, contents }: Covered, { document, all }: Given): Later {
  let signed: PdfDocument
  let same: FoundSignature | undefined
  try {
    signed = openPdf(document.bytes.subarray(0, end), document.budget)
    same = findSignatures(signed).find(({ number }) => number === found.number)
  } catch (error) {
    if (!(error instanceof PdfError) || document.budget.units < 0) throw error
    return { problems: ['revision-broken'], told: { revision: 0, changes: [], certifies: null } }
  }
  const held = same && entry(same.dict, 'Contents')
  const revision = countSavings(signed)
  if (!same || !isString(held) || held.start !== contents.start) {
    return { problems: ['revision-broken'], told: { revision, changes: [], certifies: null } }
  }
  const certifies = certifiedLevel(signed, same)
  if (end === document.bytes.length) return { problems: [], told: { revision, changes: [], certifies } }
  const before = new Set(findSignatures(signed).map(({ number }) => number))
  const later = all.filter(({ number }) => !before.has(number))
  const changes = compareRevisions(signed, document, later)
  const frozen = certifies === 1 && later.some(({ kind }) => kind === 'signature')
  return {
    problems: [
      ...(changes.some(({ allowed }) => !allowed) || frozen ? (['changed-after'] as const) : []),
      ...(isAccounted(document, end) ? [] : (['bytes-after'] as const)),
    ],
    told: { revision, changes, certifies },
  }
}

type ReadSignature = {
  readonly cms: Cms
  readonly kind: FoundSignature['kind']
  readonly problems: readonly SignatureProblem[]
  /** A time stamp over the whole file, or one inside a signature, with the time that it says. */
  readonly stamp: {
    readonly time: Date
    readonly token: Cms
    readonly broken: boolean
    readonly weak: boolean
  } | null
}

const signatureKinds = new Set(['ETSI.CAdES.detached', 'adbe.pkcs7.detached'])

function readSignature(
  { dict, kind }: FoundSignature,
  { contents, end }: Covered,
  bytes: Buffer,
): ReadSignature {
  const digestOf = memo((name) =>
    createHash(name)
      .update(bytes.subarray(0, contents.start))
      .update(bytes.subarray(contents.end, end))
      .digest(),
  )
  const subFilter = nameOf(entry(dict, 'SubFilter')) ?? ''
  if (kind === 'time-stamp') {
    const { token, ...stamp } = readTimeStamp(contents.bytes)
    const problem = checkTimeStampDigest({ token, ...stamp }, digestOf)
    const weak = isWeakTimeStamp({ token, ...stamp })
    return {
      ...{ cms: token, kind },
      problems: [...(problem ? [problem] : []), ...shapeProblems(token, contents.bytes), ...weakness(weak)],
      stamp: { time: stamp.time, token, broken: problem !== null, weak },
    }
  }
  if (!signatureKinds.has(subFilter)) {
    return { cms: readCms(contents.bytes), kind, problems: ['kind-unknown'], stamp: null }
  }
  const cms = readCms(contents.bytes)
  const problem =
    cms.content === null && cms.contentType === oids.data
      ? checkCms(cms, digestOf, { mayBeUnbound: subFilter !== 'ETSI.CAdES.detached' })
      : 'content-type-wrong'
  const token = cms.unsigned.get(oids.signatureTimeStamp)
  const stamp = token ? readTimeStamp(token.raw) : null
  return {
    ...{ cms, kind },
    problems: [
      ...(problem ? [problem] : []),
      ...shapeProblems(cms, contents.bytes),
      ...weakness(isWeakCms(cms)),
    ],
    stamp: stamp && {
      ...{ time: stamp.time, token: stamp.token, weak: isWeakTimeStamp(stamp) },
      broken: checkTimeStamp(stamp, cms.signature) !== null,
    },
  }
}

const weakness = (weak: boolean) => (weak ? (['weak'] as const) : [])

/** Behind the structure only zeros may stand: anything else was never signed. */
function shapeProblems(cms: Cms, contents: Buffer): SignatureProblem[] {
  const padded = contents.subarray(cms.length).every((byte) => byte === 0)
  return padded ? [] : ['contents-wrong']
}

function memo(make: (name: string) => Buffer): (name: string) => Buffer {
  const known = new Map<string, Buffer>()
  return (name) => {
    const found = known.get(name) ?? make(name)
    known.set(name, found)
    return found
  }
}

type Trusted = Pick<SignatureReport, 'provedAt' | 'revocation' | 'revocationAskedAt' | 'level'> & {
  readonly chain: readonly Name[]
  readonly problems: readonly SignatureProblem[]
}

/** Whom to believe: the time stamp first, because a certificate is judged by the time at which it was used. */
async function trustOf(read: ReadSignature, whole: Given): Promise<Trusted> {
  const { cms, kind, stamp, problems } = read
  const given = withBrought(whole, read)
  const { trust, provedBy } = whole
  const found: SignatureProblem[] = []
  const believed = stamp !== null && !stamp.broken && (await isBelieved(stamp, given))
  if (stamp?.broken) found.push('time-stamp-wrong')
  else if (stamp && !believed) found.push('time-stamp-untrusted')
  const provedAt = stamp && believed ? stamp.time : provedBy
  if (!cms.signer) return { provedAt, ...unasked, level: null, chain: [], problems: found }
  const { chain, revocation, askedAt } = await judgeFully(cms.signer, provedAt ?? trust.now, given)
  if (chain.problem) found.push(chain.problem)
  if (revocation === 'revoked') found.push('revoked')
  if (revocation === 'unknown' && !chain.problem) found.push('revocation-unknown')
  if (isEnded(cms, chain.path, { trust, at: provedAt ?? trust.now })) found.push('algorithm-ended')
  // That a time stamp is by somebody who may give one was asked with its token.
  if (kind === 'signature' && (!cms.signer.maySign || cms.signer.authority)) found.push('not-for-signing')
  return {
    provedAt,
    revocation,
    revocationAskedAt: askedAt,
    level: [...problems, ...found].length > 0 ? null : levelOf(whole, provedAt),
    chain: chain.path.map(({ subjectName }) => subjectName),
    problems: found,
  }
}

/** Level by what the file itself carries (EN 319 142-1 6). */
function levelOf({ data, provedBy }: Given, provedAt: Date | null): SignatureReport['level'] {
  const carried = data.ocsps.length + data.crls.length > 0
  if (provedBy && carried) return 'B-LTA'
  if (!provedAt) return 'B-B'
  return carried ? 'B-LT' : 'B-T'
}

/** What the signature and its time stamp brought along helps to judge both, and nobody else. */
function withBrought(given: Given, { cms, stamp }: ReadSignature): Given {
  const brought = [cms, ...(stamp && stamp.token !== cms ? [stamp.token] : [])]
  return {
    ...given,
    pool: [...given.pool, ...brought.flatMap(({ certificates }) => certificates)],
    data: {
      certificates: given.data.certificates,
      ocsps: [...given.data.ocsps, ...brought.flatMap(({ ocsps }) => ocsps)],
      crls: [...given.data.crls, ...brought.flatMap(({ crls }) => crls)],
    },
  }
}

/** Whether the time that a whole token says is to be relied on: a stolen key can say any. */
async function isBelieved(stamp: NonNullable<ReadSignature['stamp']>, given: Given): Promise<boolean> {
  const { token, weak } = stamp
  const at = given.provedBy ?? given.trust.now
  if (!token.signer || weak) return false
  const { chain, revocation } = await judgeFully(token.signer, at, given)
  if (chain.problem !== null || isEnded(token, chain.path, { ...given, at })) return false
  if (revocation !== 'unknown') return revocation === 'good'
  // Nobody answers any more: what the file brings says how it stood when it was given (EN 319 142-1 5.5).
  const { data, pool, trust } = given
  return judge(token.signer, stamp.time, { roots: trust.trustedRoots, pool, data }).revocation === 'good'
}

type Asked = { readonly trust: Trust; readonly at: Date }

/** Whether something that it rests on was not relied on any more at that time. */
function isEnded(cms: Cms, path: readonly Certificate[], { trust, at }: Asked): boolean {
  const end = endOfCms(cms, path, trust.ends ?? [])
  return end !== null && end <= at
}

/** `askedAt` is when the responders were, null where the file itself brought the proof. */
type Asking = Judgement & { readonly askedAt: Date | null }

/** Judges by what the file brings; where that says nothing of a trusted certificate, its own responder is asked. */
async function judgeFully(certificate: Certificate, at: Date, given: Given): Promise<Asking> {
  const { trust, data, pool } = given
  const evidence = { roots: trust.trustedRoots, pool, data }
  const judged = { ...judge(certificate, at, evidence), askedAt: null }
  if (judged.chain.problem !== null || judged.revocation !== 'unknown' || !trust.source) return judged
  try {
    const more = await trust.source(judged.chain.path, trust.now)
    const asked = judge(certificate, at, {
      ...evidence,
      data: {
        certificates: data.certificates,
        ocsps: [...data.ocsps, ...more.ocsps],
        crls: [...data.crls, ...more.crls],
      },
    })
    return { ...asked, askedAt: more.fetchedAt }
  } catch {
    // A responder that is down leaves the question open; the report says so.
    return judged
  }
}
