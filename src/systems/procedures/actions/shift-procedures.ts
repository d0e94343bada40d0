import type { Context } from '#platform/context.ts'
import type { Connection, Transaction } from '#platform/database/database.ts'
import { publish } from '../catalogue.ts'
import { type CompetenceShift, shiftCompetence } from '../competence-shift.ts'
import type { ProcedureFile } from '../province-shapes.ts'
import { lastVersions, lockCatalogue, recountSearchTerms } from '../store.ts'
import type { ProcedureVersion } from '../versions.ts'

type Shifted = { readonly last: ProcedureVersion; readonly content: ProcedureFile }

/** The procedures whose competence the day changes, with what they say from then on. Writes nothing. */
export async function planShift(
  db: Connection,
  shift: CompetenceShift & { readonly date: string },
): Promise<Shifted[]> {
  const last = await lastVersions(db, 'procedure')
  return [...last.values()].flatMap((version) => {
    if (version.validTo !== null && version.validTo < shift.date) return []
    const content = shiftCompetence(version.content, shift)
    return content === undefined ? [] : [{ last: version, content }]
  })
}

/**
 * Publishes the next version of each procedure whose competence the day changes, in the transaction of a reorganisation.
 * Dossiers that were filed keep theirs. Returns how many there were.
 */
export async function shiftProceduresIn(
  tx: Transaction,
  ctx: Context,
  shift: CompetenceShift & { readonly date: string; readonly legalAct: string },
): Promise<number> {
  await lockCatalogue(tx)
  const shifted = await planShift(tx, shift)
  for (const { last, content } of shifted) {
    const validFrom = last.validFrom > shift.date ? last.validFrom : shift.date
    await publish<'procedure'>(tx, ctx, {
      kind: 'procedure',
      code: last.code,
      content: { ...content, version: content.version + 1, validFrom },
      validFrom,
      sourceHash: null,
      legalAct: shift.legalAct,
      last,
    })
  }
  if (shifted.length > 0) await recountSearchTerms(tx)
  return shifted.length
}
