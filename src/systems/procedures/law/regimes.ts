import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Connection } from '#platform/database/database.ts'
import type { RegimeLaw, StopGround } from './law-shapes.ts'
import { actOf, type Terms, termsOf } from './terms.ts'

/** A stored version of a regime; it never changes, is never deleted, and its id is never given twice. */
export type Regime = { readonly id: string; readonly content: RegimeLaw }

/** The newest version of each regime, oldest regime first. */
export async function listRegimes(db: Connection): Promise<Regime[]> {
  const rows = await db
    .selectFrom('procedures.regime')
    .distinctOn('code')
    .select(['id', 'code', 'content', 'validFrom'])
    .orderBy('code')
    .orderBy('number', 'desc')
    .execute()
  return rows
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .map(({ id, content }) => ({ id, content: content as unknown as RegimeLaw }))
}

/** Every stored version of every regime: the laws that dossiers were filed under. */
export async function allRegimes(db: Connection): Promise<Regime[]> {
  const rows = await db.selectFrom('procedures.regime').select(['id', 'content']).orderBy('id').execute()
  return rows.map(({ id, content }) => ({ id, content: content as unknown as RegimeLaw }))
}

/** The regime of a day (yyyy-MM-dd) among those listed; for days before the oldest, the oldest. @throws Error without any. */
export function regimeOn(regimes: readonly Regime[], day: string): Regime {
  const found = regimes.findLast(({ content }) => content.validFrom <= day) ?? regimes[0]
  if (!found) throw noRegime()
  return found
}

function noRegime(): Error {
  return new Error('No regime is loaded: the province folder has no law/regimes.json')
}

/** The rules that hold for what is filed on a day. */
export async function termsOn(db: Connection, day: string): Promise<Terms> {
  const regimes = db.selectFrom('procedures.regime').select(['id', 'content']).limit(1)
  const begun = regimes.where('validFrom', '<=', day).orderBy('validFrom', 'desc').orderBy('number', 'desc')
  const row =
    (await begun.executeTakeFirst()) ??
    (await regimes.orderBy('validFrom').orderBy('number', 'desc').executeTakeFirst())
  if (!row) throw noRegime()
  return termsOf(row.id, row.content as unknown as RegimeLaw, day)
}

/** The rules of the day of an instant, remembered: every page that promises asks for them. */
export function termsNow({ recall }: Pick<Context, 'recall'>, at: Date): Promise<Terms> {
  const day = localDate(at)
  return recall('procedures', `terms of ${day}`, (db) => termsOn(db, day))
}

/** The rules that a dossier keeps: its regime as it stood on the day of filing (yyyy-MM-dd). */
export async function termsKept(db: Connection, regimeId: string, filedOn: string): Promise<Terms> {
  const { id, content } = await db
    .selectFrom('procedures.regime')
    .select(['id', 'content'])
    .where('id', '=', regimeId)
    .executeTakeFirstOrThrow()
  return termsOf(id, content as unknown as RegimeLaw, filedOn)
}

/** Every ground for stopping, whenever it holds. */
export async function allStopGrounds(db: Connection): Promise<StopGround[]> {
  const rows = await db.selectFrom('procedures.stopGround').select('content').orderBy('validFrom').execute()
  return rows.map(({ content }) => content as unknown as StopGround)
}

/**
 * A ground as the notice prints it: its text and its act; where what was not completed ends a dossier before or after the
 * general term, also the law that set the other.
 */
export function groundInFull(ground: StopGround, { rules }: Terms): string {
  const wait = rules['supplement-wait']
  const sector =
    ground.id === 'not-supplemented' && 'of' in wait ? `; thời hạn bổ sung theo ${actOf(wait)}` : ''
  return `${ground.text} (${actOf(ground)}${sector})`
}

/** The grounds on which a dossier may be stopped on a day. */
export async function stopGroundsOn(db: Connection, day: string): Promise<StopGround[]> {
  const rows = await db
    .selectFrom('procedures.stopGround')
    .select('content')
    .where('validFrom', '<=', day)
    .where((each) => each.or([each('validTo', 'is', null), each('validTo', '>=', day)]))
    .orderBy('id')
    .execute()
  return rows.map(({ content }) => content as unknown as StopGround)
}
