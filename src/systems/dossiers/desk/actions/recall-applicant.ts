import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { formVersion, type HeldData, itemsOf } from '../../../procedures/index.ts'
import { appendDossierEvent } from '../../change.ts'
import type { Applicant } from '../../schema.ts'
import { type Dossier, toDossier } from '../../store.ts'
import { readScope } from '../queues.ts'
import { readQuestion } from '../search-question.ts'

/** The applicant of an earlier dossier, and what its form held of him. */
export type Recalled = { readonly applicant: Applicant; readonly held: HeldData }

const PURPOSE = 'Điền sẵn người nộp khi tiếp nhận tại một cửa'

/**
 * Never ask twice: the applicant of the newest dossier that the officer may read with this phone or identity number.
 * Undefined when nobody is known by it. That the data were used, and for what, stays in the log of that dossier.
 */
export async function recallApplicant(ctx: Context, text: string): Promise<Recalled | undefined> {
  const question = readQuestion(text)
  if (question.kind !== 'phone' && question.kind !== 'identity') return undefined
  const scope = readScope(ctx.actor)
  return ctx.db.transaction().execute(async (tx) => {
    let found = tx.selectFrom('dossiers.dossier').selectAll().orderBy('submittedAt', 'desc').limit(1)
    found =
      question.kind === 'phone'
        ? found.where('applicantPhone', '=', question.phone)
        : found.where('applicantIdentityNumber', '=', question.number)
    if (scope !== 'all') {
      found = found.where(
        sql<boolean>`(agency_id = any(${scope}::text[]) or reception_agency_id = any(${scope}::text[]))`,
      )
    }
    const row = await found.executeTakeFirst()
    if (!row) return undefined
    const dossier = toDossier(row)
    const event = { name: 'dossier.viewed' as const, purpose: PURPOSE, data: {} }
    await appendDossierEvent(tx, ctx, { before: dossier, after: dossier, event })
    return { applicant: applicantOf(dossier), held: await heldOf(tx, dossier) }
  })
}

function applicantOf(dossier: Dossier): Applicant {
  return {
    name: dossier.applicantName,
    ...(dossier.applicantIdentityNumber ? { identityNumber: dossier.applicantIdentityNumber } : {}),
    ...(dossier.applicantPhone ? { phone: dossier.applicantPhone } : {}),
    ...(dossier.applicantEmail ? { email: dossier.applicantEmail } : {}),
    ...(dossier.applicantAddress ? { address: dossier.applicantAddress } : {}),
  }
}

/** What the earlier form knew of the applicant: each answer to a question that asks for the citizen. */
async function heldOf(tx: Transaction, dossier: Dossier): Promise<HeldData> {
  const form = await formVersion(tx, dossier.formVersionId)
  const answers = itemsOf(form.content).flatMap((item) => {
    const answer = dossier.data[item.field]
    return item.prefill && typeof answer === 'string' ? [[item.prefill.replace('citizen.', ''), answer]] : []
  })
  return Object.fromEntries(answers) as HeldData
}
