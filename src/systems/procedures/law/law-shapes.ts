import { type Static, Type } from 'typebox'
import { Certainty, Day } from '#platform/province/index.ts'

/** The rules that the house carries out; every regime gives each of them for each of its days. */
export const ruleIds = [
  'first-answer-online',
  'supplement-request-counter',
  'supplement-requests',
  'supplement-wait',
  'failed-appraisal-return',
  'tell-citizen',
  'apology-lead',
  'apologies',
  'apology-draft',
  'result-at-desk',
  'officers-told',
  'due-soon',
  'same-day-cut-off',
  'last-working-hour',
] as const
export const RuleId = Type.Enum([...ruleIds])
export type RuleId = Static<typeof RuleId>

export const TermUnit = Type.Enum(['working-hour', 'working-day', 'calendar-day', 'time', 'hour-of-day'])
export type TermUnit = Static<typeof TermUnit>

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
const validity = { validFrom: Day, validTo: Type.Optional(Day) }
const source = { act: Text(120), article: Type.Optional(Text(60)), certainty: Certainty }

/** One rule of a regime: the figure, and the rule in our own words with the act that it comes from. */
export const RuleRow = Type.Object(
  {
    id: RuleId,
    value: Type.Number({ minimum: 0, maximum: 400 }),
    unit: TermUnit,
    rule: Text(400),
    ...source,
    ...validity,
  },
  { additionalProperties: false },
)
export type RuleRow = Static<typeof RuleRow>

/** The rules that leave room for the term of a sector law (facts 1.5 rules 6 and 8). */
export const sectorRuleIds = ['supplement-request-counter', 'supplement-wait'] as const satisfies RuleId[]

const strict = { additionalProperties: false } as const

/**
 * A term of a sector law (luật chuyên ngành) that stands in the place of the general one, for the procedures of a field or
 * for some procedures; a row that names the procedure goes before one that names its field.
 */
export const SectorTerm = Type.Object(
  {
    id: Type.Enum([...sectorRuleIds]),
    of: Type.Union([
      Type.Object({ fields: Type.Array(Text(100), { minItems: 1 }) }, strict),
      Type.Object({ procedures: Type.Array(Text(20), { minItems: 1 }) }, strict),
    ]),
    value: Type.Number({ exclusiveMinimum: 0, maximum: 400 }),
    unit: Type.Enum(['working-hour', 'working-day', 'calendar-day']),
    rule: Text(400),
    ...source,
    ...validity,
  },
  strict,
)
export type SectorTerm = Static<typeof SectorTerm>

/**
 * Where dossiers are taken in: at the one-stop of the agency that solves, or at any one of the province (phi địa giới hành
 * chính), which hands over to the competent agency and hands out the result.
 */
export const ReceptionRule = Type.Object(
  { at: Type.Enum(['competent', 'any']), rule: Text(400), ...source },
  { additionalProperties: false },
)
export type ReceptionRule = Static<typeof ReceptionRule>

/** Cơ chế một cửa of one decree: its levels, where dossiers are taken in, its slips, its rules. */
export const RegimeFile = Type.Object(
  {
    id: Id,
    name: Text(120),
    acts: Type.Array(Text(60), { minItems: 1 }),
    levels: Type.Array(Type.Enum(['province', 'district', 'commune']), { minItems: 1 }),
    certainty: Certainty,
    /** Left out by versions stored before it was a rule of the file: as the older decree has it. */
    reception: Type.Optional(ReceptionRule),
    ...validity,
    slips: Type.Array(
      Type.Object(
        { number: Type.String({ pattern: '^0[1-9]$' }), form: Id, name: Text(120) },
        { additionalProperties: false },
      ),
    ),
    rules: Type.Array(RuleRow),
  },
  { additionalProperties: false },
)
export type RegimeFile = Static<typeof RegimeFile>

/** A regime as it is stored: with the terms of sector laws that hold on its days, so that a dossier keeps both by one id. */
export type RegimeLaw = RegimeFile & { readonly sectorTerms?: readonly SectorTerm[] }

/**
 * A ground on which a dossier may be stopped; `needsText`: the officer names the paper or the article himself; `after`: the
 * term that the citizen must have let pass before.
 */
export const StopGround = Type.Object(
  {
    id: Id,
    text: Text(300),
    needsText: Type.Optional(Type.Boolean()),
    after: Type.Optional(Type.Enum(['payment-term', 'supplement-term'])),
    ...source,
    ...validity,
  },
  { additionalProperties: false },
)
export type StopGround = Static<typeof StopGround>

export type LawFiles = {
  readonly regimes: readonly RegimeLaw[]
  readonly stopGrounds: readonly StopGround[]
}

/** The days of a row (yyyy-MM-dd), both counted. */
export type Valid = { readonly validFrom: string; readonly validTo?: string }

/** True when the row holds on a day (yyyy-MM-dd). */
export function holdsOn({ validFrom, validTo }: Valid, day: string): boolean {
  return validFrom <= day && (validTo === undefined || day <= validTo)
}

/** True when two rows hold on one day. */
export function overlaps(a: Valid, b: Valid): boolean {
  return a.validFrom <= (b.validTo ?? '9999-12-31') && b.validFrom <= (a.validTo ?? '9999-12-31')
}
