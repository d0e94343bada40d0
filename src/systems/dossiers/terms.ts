import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { type Terms, termsKept } from '../procedures/index.ts'

/** The rules of the law that a dossier keeps: those of its regime as they stood on the day it was filed. */
export function termsOfDossier(
  { recall }: Pick<Context, 'recall'>,
  dossier: { readonly regimeId: string; readonly submittedAt: Date },
): Promise<Terms> {
  const filedOn = localDate(dossier.submittedAt)
  return recall('procedures', `terms ${dossier.regimeId} ${filedOn}`, (db) =>
    termsKept(db, dossier.regimeId, filedOn),
  )
}
