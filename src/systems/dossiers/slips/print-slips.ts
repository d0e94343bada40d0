import type { Context } from '#platform/context.ts'
import { renderPdf } from '#platform/documents/index.ts'
import { maySee } from '../policy.ts'
import { type Dossier, dossierMissing, findDossier } from '../store.ts'
import { evidenceOf, listConsultations } from './evidence.ts'
import { slipBody } from './forms.ts'
import { type SlipSetting, slipHead } from './slip-data.ts'
import { documentOf, type SlipForm, type SlipRow } from './templates.ts'

export type PrintedSlips = { readonly pdf: Uint8Array; readonly dossiers: readonly Dossier[] }

/**
 * One PDF with the slip of each dossier, in the order asked for, by the act that was valid on the day of each slip. The
 * applicant gets the slips addressed to him; the control slip is the officers' own. The place of a signature stays
 * empty: the person named below it signs, on paper or with a certificate.
 * @throws Refusal 404 for the whole when one of them is not the actor's to see, 409 when a slip does not exist yet.
 */
export async function printSlips(
  ctx: Context,
  setting: SlipSetting,
  { ids, form }: { ids: readonly string[]; form: SlipForm },
): Promise<PrintedSlips> {
  const dossiers: Dossier[] = []
  const rows: SlipRow[] = []
  const slips: object[] = []
  for (const id of ids) {
    const dossier = await getPrintable(ctx, id, form)
    const evidence = await evidenceOf(ctx.db, dossier)
    const { at, fields } = await slipBody(ctx.db, evidence, form)
    const { row, head } = await slipHead(setting, evidence, { form, at })
    dossiers.push(dossier)
    rows.push(row)
    slips.push({ ...head, ...fields })
  }
  const pdf = await renderPdf(documentOf(setting.templates, rows), { slips }, { createdAt: ctx.now() })
  return { pdf, dossiers }
}

async function getPrintable({ db, actor }: Context, id: string, form: SlipForm): Promise<Dossier> {
  const dossier = await findDossier(db, id)
  if (!dossier) throw dossierMissing()
  const asked = actor.kind === 'officer' ? await listConsultations(db, id) : []
  const open = asked.filter((each) => each.repliedAt === null).map((each) => each.agencyId)
  if (!maySee(actor, dossier, open)) throw dossierMissing()
  if (form === 'control' && actor.kind !== 'officer') throw dossierMissing()
  return dossier
}
