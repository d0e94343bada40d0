import { localDate } from '#platform/calendar/index.ts'
import type { Connection } from '#platform/database/database.ts'
import { type Exemption, exemptionOf, findRule } from '../../data-store/index.ts'
import type { ProcedureFile } from '../../procedures/index.ts'
import type { Attachment, Dossier } from '../store.ts'

/** A paper without a file: it has to be digitised, or the law of the day of filing exempts it, and why. */
export type DigitisingDuty = { readonly name: string; readonly exempt: Exemption | null }

type Held = {
  readonly dossier: Pick<Dossier, 'channel' | 'submittedAt'>
  readonly procedure: ProcedureFile
  readonly attachments: readonly Pick<Attachment, 'paperId'>[]
}

/** What is still to be digitised at reception, and what need not be (TT 03/2025/TT-VPCP Điều 5, before it NĐ 107/2021/NĐ-CP). */
export async function digitisingDuties(
  db: Connection,
  { dossier, procedure, attachments }: Held,
): Promise<DigitisingDuty[]> {
  const rule = await findRule(db, localDate(dossier.submittedAt))
  const there = new Set(attachments.map((each) => each.paperId))
  return procedure.papers
    .filter((paper) => paper.kind !== 'form' && !paper.replacedBy && !there.has(paper.id))
    .flatMap((paper) => {
      const exempt = exemptionOf(rule, { ...paper, channel: dossier.channel }) ?? null
      // A paper of some cases only may not have been handed in at all.
      return paper.required || exempt ? [{ name: paper.name, exempt }] : []
    })
}
