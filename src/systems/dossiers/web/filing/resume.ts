import { redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { page } from '#web/page.ts'
import { getOffer } from '../../../procedures/index.ts'
import { DELIVERY_PATH, firstOpenStep } from '../../filing-rules.ts'
import { getFiling } from '../../queries/filing.ts'
import type { Route } from './+types/resume.ts'
import { stepHref } from './frame-data.ts'

/**
 * Takes a draft up where it was left. One that has no place yet, or was begun under an older version of the procedure,
 * goes by the first page, which settles both.
 */
export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  const { draft, procedure, form, attachments } = await getFiling(ctx, params.id)
  const offer = await getOffer(ctx.db, draft.procedureCode, localDate(ctx.now()))
  const current = offer.procedure.id === draft.procedureVersionId && offer.form.id === draft.formVersionId
  if (!current || draft.agencyId === null) return redirect(`/nop/${draft.procedureCode}`, 303)
  const filing = { form: form.content, papers: procedure.content.papers }
  const open = firstOpenStep(filing, draft.data, attachments)
  return redirect(stepHref(draft.id, open?.path ?? DELIVERY_PATH), 303)
})

export default function Resume() {
  return null
}
