import { addWorkingDays, localDate } from '../../../../platform/calendar/index.ts'
import type { Context } from '../../../../platform/context.ts'
import { holds } from '../../../../platform/permissions.ts'
import { relativeDue } from '../../../../platform/text/index.ts'
import type { Locale } from '../../../../web/locale.ts'
import { messagesFor } from '../../../../web/messages/define.ts'
import { listAgencies, roleTitles } from '../../../administration/index.ts'
import { procedureVersion, promiseFor } from '../../../procedures/index.ts'
import { type DeskDossier, officersFor } from '../../desk/dossier-view.ts'
import type { WorkName } from '../../desk/next-works.ts'
import { deskMessages } from './desk-messages.ts'
import { workMessages } from './work-messages.ts'

/** An option of a select, in plain words. */
export type Option = { readonly value: string; readonly label: string }

/** What the open form offers to choose from; read only for the form that is open. */
export type WorkChoices = {
  readonly officers: readonly Option[]
  readonly agencies: readonly Option[]
  readonly cases: readonly { readonly name: string; readonly promise: string }[]
  readonly papers: readonly { readonly id: string; readonly name: string; readonly missing: boolean }[]
  readonly results: readonly string[]
  readonly replyDueOn: string
  readonly asked: { readonly id: string; readonly words: string } | null
  readonly nextStep: string | null
}

export async function choicesFor(
  ctx: Context,
  desk: DeskDossier,
  { work, locale }: { work: WorkName; locale: Locale },
): Promise<WorkChoices> {
  const { dossier, procedure, missing, steps } = desk
  const lacking = new Set(missing.map((paper) => paper.id))
  const calendar = await ctx.calendar()
  return {
    officers:
      work === 'hand-over' || work === 'assign' ? await officerChoices(ctx, desk, { work, locale }) : [],
    agencies: work === 'consult' ? await agencyChoices(ctx, dossier.agencyId) : [],
    cases: work === 'receive' ? await caseChoices(ctx, desk, locale) : [],
    papers: procedure.papers
      .filter((paper) => !paper.replacedBy || lacking.has(paper.id))
      .map(({ id, name }) => ({ id, name, missing: lacking.has(id) })),
    results: procedure.results.map((result) => result.name),
    replyDueOn: addWorkingDays(calendar, localDate(ctx.now()), 2),
    asked: askedOf(ctx, desk, locale),
    nextStep: steps[dossier.stepIndex + 1]?.name ?? null,
  }
}

async function officerChoices(
  ctx: Context,
  { dossier }: DeskDossier,
  { work, locale }: { work: 'hand-over' | 'assign'; locale: Locale },
): Promise<Option[]> {
  const roles: Readonly<Record<string, string>> =
    locale === 'vi' ? roleTitles : messagesFor(locale, deskMessages).roles
  const officers = await officersFor(ctx, dossier, work)
  return officers.map((officer) => ({
    value: officer.id,
    label: `${officer.fullName}, ${(roles[officer.role] ?? officer.title).toLocaleLowerCase('vi')}`,
  }))
}

async function agencyChoices(ctx: Context, own: string): Promise<Option[]> {
  const agencies = await listAgencies(ctx.db, { validOn: localDate(ctx.now()), limit: 1000 })
  const byName = new Intl.Collator('vi')
  return agencies
    .filter((agency) => agency.kind !== 'one-stop' && agency.id !== own)
    .sort((a, b) => byName.compare(a.name, b.name))
    .map((agency) => ({ value: agency.id, label: agency.name }))
}

/** Each case with what it would promise if it were received now. */
async function caseChoices(ctx: Context, { dossier, procedure }: DeskDossier, locale: Locale) {
  const texts = messagesFor(locale, workMessages)
  const version = await procedureVersion(ctx.db, dossier.procedureVersionId)
  const now = ctx.now()
  return Promise.all(
    procedure.limits.map(async (limit, index) => {
      const caseName = index === 0 ? {} : { caseName: limit.case ?? '' }
      const promised = await promiseFor(ctx, version, {
        receivedAt: now,
        agencyId: dossier.agencyId,
        ...caseName,
      })
      return {
        name: limit.case ?? '',
        promise: promised ? texts.promised(relativeDue(promised.dueAt, now)) : texts.noTerm,
      }
    }),
  )
}

function askedOf(ctx: Context, { consultations }: DeskDossier, locale: Locale): WorkChoices['asked'] {
  const texts = messagesFor(locale, workMessages)
  const open = consultations.find(
    (each) => each.repliedAt === null && holds(ctx.actor, 'dossier.process', each.agencyId),
  )
  return open ? { id: open.id, words: texts.asked(open.askedByName, open.question) } : null
}
