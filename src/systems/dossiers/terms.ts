import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { type Terms, termsKept } from '../procedures/index.ts'

/** What a dossier keeps of the law: its regime, and the day whose rows of it count. */
export type FiledUnder = { readonly regimeId: string; readonly submittedAt: Date }

/** The rules of the law that a dossier keeps: those of its regime as they stood on the day it was filed. */
export function termsOfDossier({ recall }: Pick<Context, 'recall'>, dossier: FiledUnder): Promise<Terms> {
  const filedOn = localDate(dossier.submittedAt)
  return recall('procedures', `terms ${dossier.regimeId} ${filedOn}`, (db) =>
    termsKept(db, dossier.regimeId, filedOn),
  )
}
