import { type Certificate, certificateSignedBy, isIssuedBy } from './certificate.ts'

const LONGEST = 8

export type ChainProblem = 'no-issuer' | 'untrusted-root' | 'expired' | 'not-yet-valid' | 'conditional'

/** From the signer's certificate up; whole when it ends at a root that is trusted and all were valid at the time. */
export type Chain = { readonly path: readonly Certificate[]; readonly problem: ChainProblem | null }

type Known = {
  /** Certificates that may stand between, from the signature, the file, the installation. */
  readonly pool: readonly Certificate[]
  readonly roots: readonly Certificate[]
  readonly at: Date
}

/** Finds the way from a certificate to a trusted root (RFC 5280 6.1, without policies). A certificate with a condition
 * that is not understood here, as the names that an authority is bound to, leaves the way in doubt.. */
export function buildChain(leaf: Certificate, { pool, roots, at }: Known): Chain {
  const path = [leaf]
  while (path.length < LONGEST) {
    const last = path.at(-1)
    if (!last) break
    if (roots.some(({ fingerprint }) => fingerprint === last.fingerprint))
      return { path, problem: problemOf(path, at) }
    const issuer = [...roots, ...pool].find(
      (each) =>
        !path.some(({ fingerprint }) => fingerprint === each.fingerprint) &&
        (each.pathLength === null || path.length - 1 <= each.pathLength) &&
        isIssuedBy(last, each),
    )
    if (!issuer) {
      const selfSigned = last.issuer.equals(last.subject) && certificateSignedBy(last, last.key)
      return { path, problem: selfSigned ? 'untrusted-root' : 'no-issuer' }
    }
    path.push(issuer)
  }
  return { path, problem: 'no-issuer' }
}

function problemOf(path: readonly Certificate[], at: Date): ChainProblem | null {
  if (path.some(({ conditional }) => conditional)) return 'conditional'
  if (path.some(({ validTo }) => validTo < at)) return 'expired'
  if (path.some(({ validFrom }) => validFrom > at)) return 'not-yet-valid'
  return null
}
