import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { localInstant } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { Certainty, Day, readJson, refuseProblems } from '#platform/province/index.ts'
import type { AlgorithmEnd } from '#platform/signatures/index.ts'

/** What is relied on until when, and how long before its end a paper gets a new time stamp. */
export const SignatureRules = Type.Object(
  {
    renewBeforeDays: Type.Integer({ minimum: 1, maximum: 3650 }),
    ends: Type.Array(
      Type.Object(
        {
          /** `rsa`, `ecdsa`, or a digest: `sha256`. */
          algorithm: Type.String({ pattern: '^[a-z0-9]{2,20}$' }),
          bitsBelow: Type.Optional(Type.Integer({ minimum: 1 })),
          /** The last day. */
          until: Day,
          source: Type.String({ minLength: 1, maxLength: 300 }),
          certainty: Certainty,
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type SignatureRules = Static<typeof SignatureRules>

/** Reads `law/signatures.json` of a province. @throws ProvinceFileError that names file, line and reason */
export async function readSignatureRules(folder: string): Promise<SignatureRules> {
  const { value, problems } = await readJson(join(folder, 'law/signatures.json'), SignatureRules)
  refuseProblems(problems)
  return value ?? { renewBeforeDays: 1, ends: [] }
}

/** The rules that were loaded; undefined in a house without a province. */
export async function findSignatureRules(db: Connection): Promise<SignatureRules | undefined> {
  const row = await db.selectFrom('signing.rules').select('content').executeTakeFirst()
  return row && Value.Parse(SignatureRules, row.content)
}

const DAY_MS = 24 * 3_600_000

/** The ends of algorithms as instants: the midnight after the last day. */
export function endsOf(rules: SignatureRules | undefined): AlgorithmEnd[] {
  return (rules?.ends ?? []).map(({ algorithm, bitsBelow, until }) => ({
    algorithm,
    ...(bitsBelow === undefined ? {} : { bitsBelow }),
    until: new Date(localInstant(until, '00:00').getTime() + DAY_MS),
  }))
}

/** Papers whose proof ends before this instant are due for a new time stamp. */
export function renewalLimit({ renewBeforeDays }: SignatureRules, now: Date): Date {
  return new Date(now.getTime() + renewBeforeDays * DAY_MS)
}
