import type { Certificate } from '../certificate.ts'
import { buildChain, type Chain } from '../chain.ts'
import { DerError } from '../der.ts'
import { type RevocationFact, readCrlFact, readOcspFact } from '../revocation.ts'
import type { ValidationData } from '../validation-data.ts'
import type { Revocation } from './report.ts'

/** What is known when certificates are judged. */
export type Evidence = {
  readonly roots: readonly Certificate[]
  readonly pool: readonly Certificate[]
  readonly data: ValidationData
}

export type Judgement = { readonly chain: Chain; readonly revocation: Revocation }

/** Whether a certificate was to be trusted at a time: its chain then, and whether anything in it had been taken back. */
export function judge(certificate: Certificate, at: Date, { roots, pool, data }: Evidence): Judgement {
  const chain = buildChain(certificate, { pool, roots, at })
  const statuses = chain.path.slice(0, -1).map((each, index) => {
    const issuer = chain.path[index + 1]
    return issuer === undefined || each.unchecked ? 'good' : statusAt({ certificate: each, issuer }, at, data)
  })
  const whole = chain.path.length > 1 || chain.problem === null
  if (statuses.includes('revoked')) return { chain, revocation: 'revoked' }
  return { chain, revocation: whole && !statuses.includes('unknown') ? 'good' : 'unknown' }
}

type Pair = { readonly certificate: Certificate; readonly issuer: Certificate }

function statusAt(pair: Pair, at: Date, { ocsps, crls }: ValidationData): Revocation {
  const facts = [
    ...read(ocsps, (bytes) => readOcspFact(bytes, pair)),
    ...read(crls, (bytes) => readCrlFact(bytes, pair)),
  ]
  const taken = facts.find(({ revokedAt }) => revokedAt !== null)
  if (taken?.revokedAt && taken.revokedAt <= at) return 'revoked'
  // Taken back later, or good in an answer that still held at that time or was given after it.
  return taken || facts.some(({ until, from }) => from >= at || (until ?? from) >= at) ? 'good' : 'unknown'
}

function read(answers: readonly Buffer[], of: (bytes: Buffer) => RevocationFact | null): RevocationFact[] {
  return answers.flatMap((bytes) => {
    try {
      return of(bytes) ?? []
    } catch (error) {
      if (error instanceof DerError) return []
      throw error
    }
  })
}
