import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import {
  actOf,
  type Matter,
  type RuleId,
  type Term,
  type Terms,
  termsAbout,
  termsKept,
} from '../procedures/index.ts'

/** What a dossier keeps of the law: its regime, and the day whose rows of it count. */
type KeptLaw = { readonly regimeId: string; readonly submittedAt: Date }

/** The same with what it is about, for which a sector law may set terms of its own. */
export type FiledUnder = KeptLaw & Matter

/** The rules of the law that a dossier keeps: those of its regime, and of its sector, as they stood on the day it was filed. */
export async function termsOfDossier(
  { recall }: Pick<Context, 'recall'>,
  dossier: FiledUnder,
): Promise<Terms> {
  return termsAbout(await generalTermsOf({ recall }, dossier), dossier)
}

/** The same without a memory, for a paper that is set from what is kept. */
export async function termsIn(db: Connection, dossier: FiledUnder): Promise<Terms> {
  return termsAbout(await termsKept(db, dossier.regimeId, localDate(dossier.submittedAt)), dossier)
}

/** The rules from which no sector law departs: all that a list of many dossiers is counted by. */
export function generalTermsOf(
  { recall }: Pick<Context, 'recall'>,
  { regimeId, submittedAt }: KeptLaw,
): Promise<Terms> {
  const filedOn = localDate(submittedAt)
  return recall('procedures', `terms ${regimeId} ${filedOn}`, (db) => termsKept(db, regimeId, filedOn))
}

/** A figure of the law with the act that it comes from, in full. */
export type CitedTerm = Term & { readonly act: string }

/** What a page says of a rule. */
export function cited(rule: Terms['rules'][RuleId]): CitedTerm {
  return { value: rule.value, unit: rule.unit, act: actOf(rule) }
}
