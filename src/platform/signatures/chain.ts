import { isWeak, readAlgorithm } from './algorithms.ts'
import { type Certificate, certificateSignedBy, isIssuedBy } from './certificate.ts'
import { DerError } from './der.ts'
import { keepsTo } from './name-constraints.ts'

const LONGEST = 8

/** Signatures of certificates that are checked for one chain; a file may bring hundreds of one and the same name. */
const MOST_TRIED = 60

export type ChainProblem =
  | 'no-issuer'
  | 'untrusted-root'
  | 'expired'
  | 'not-yet-valid'
  | 'conditional'
  | 'name-not-allowed'
  | 'weak-chain'

/** From the signer's certificate up; whole when it ends at a root that is trusted and all were valid at the time. */
export type Chain = { readonly path: readonly Certificate[]; readonly problem: ChainProblem | null }

type Known = {
  /** Certificates that may stand between, from the signature, the file, the installation. */
  readonly pool: readonly Certificate[]
  readonly roots: readonly Certificate[]
  readonly at: Date
}

type Path = readonly [Certificate, ...Certificate[]]

/**
 * Finds the way from a certificate to a trusted root (RFC 5280 6.1, without policies). Authorities certify each other, so
 * one issuer may have several certificates: the first way without a problem is taken, else the first that reaches a
 * root, else the first. A condition that is not understood here leaves the way in doubt.
 */
export function buildChain(leaf: Certificate, { pool, roots, at }: Known): Chain {
  const candidates = [...new Map([...roots, ...pool].map((each) => [each.fingerprint, each])).values()]
  const found: Chain[] = []
  let tried = 0
  function follow(path: Path): boolean {
    const last = path.at(-1) ?? leaf
    if (roots.some(({ fingerprint }) => fingerprint === last.fingerprint)) {
      found.push({ path, problem: problemOf(path, at) })
      return found.at(-1)?.problem === null
    }
    let dead = true
    for (const issuer of path.length < LONGEST ? candidates : []) {
      if (!mayStandAbove(path, issuer) || ++tried > MOST_TRIED || !isIssuedBy(last, issuer)) continue
      dead = false
      if (follow([...path, issuer])) return true
    }
    if (dead) found.push({ path, problem: endOfWay(last) })
    return false
  }
  follow([leaf])
  const reached =
    found.find(({ problem }) => problem === null) ?? found.find(({ problem }) => !isEnd(problem))
  return reached ?? found[0] ?? { path: [leaf], problem: 'no-issuer' }
}

function isEnd(problem: ChainProblem | null): boolean {
  return problem === 'no-issuer' || problem === 'untrusted-root'
}

function endOfWay(last: Certificate): ChainProblem {
  const selfSigned = last.issuer.equals(last.subject) && certificateSignedBy(last, last.key)
  return selfSigned ? 'untrusted-root' : 'no-issuer'
}

/** Cheap questions first. An authority that certified its own new key does not count as one more (RFC 5280 4.2.1.9). */
function mayStandAbove(path: Path, { fingerprint, subject, pathLength, mayIssue }: Certificate): boolean {
  const last = path.at(-1)
  if (!mayIssue || !last?.issuer.equals(subject)) return false
  const below = path.slice(1).filter((each) => !each.subject.equals(each.issuer)).length
  if (pathLength !== null && below > pathLength) return false
  return !path.some((each) => each.fingerprint === fingerprint)
}

function problemOf(path: Path, at: Date): ChainProblem | null {
  if (path.some(({ conditional }) => conditional)) return 'conditional'
  const names = nameProblem(path)
  if (names) return names
  if (path.slice(0, -1).some((each, index) => isWeaklySigned(each, path[index + 1]))) return 'weak-chain'
  if (path.some(({ validTo }) => validTo < at)) return 'expired'
  if (path.some(({ validFrom }) => validFrom > at)) return 'not-yet-valid'
  return null
}

/** Each authority binds all below it, but for the certificates that authorities gave themselves (RFC 5280 6.1.3). */
function nameProblem(path: Path): ChainProblem | null {
  const found = path.flatMap((authority, height) =>
    path
      .slice(0, height)
      .filter((each, index) => index === 0 || !each.subject.equals(each.issuer))
      .map((each) => readKeeping(authority, each)),
  )
  if (found.includes('broken')) return 'name-not-allowed'
  return found.includes('doubtful') ? 'conditional' : null
}

function readKeeping(authority: Certificate, below: Certificate): ReturnType<typeof keepsTo> {
  try {
    return keepsTo(authority, below)
  } catch (error) {
    if (error instanceof DerError) return 'doubtful'
    throw error
  }
}

/** Whether somebody could have forged the signature of the authority. Its own over itself is not relied on. */
function isWeaklySigned({ signed }: Certificate, issuer: Certificate | undefined): boolean {
  return issuer !== undefined && isWeak(readAlgorithm(signed.algorithm), issuer.key)
}
