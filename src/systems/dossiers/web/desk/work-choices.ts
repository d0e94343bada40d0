import { addWorkingDays, localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { holds } from '#platform/permissions.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { listAgencies, type OfficerInPost, roleTitles } from '../../../administration/index.ts'
import {
  caseOf,
  procedureVersion,
  promiseOfFiling,
  type StopGround,
  stopGroundsOn,
} from '../../../procedures/index.ts'
import { hasKey } from '../../../signing/index.ts'
import { apologyTimes, newPromise } from '../../apology/rules.ts'
import { findApology } from '../../apology/store.ts'
import { authorisedView } from '../../authorised.ts'
import { type DeskDossier, officersFor } from '../../desk/dossier-view.ts'
import type { WorkName } from '../../desk/next-works.ts'
import { isHeadOf } from '../../desk/officers.ts'
import { findApproved } from '../../previews/store.ts'
import { isReached } from '../../stop-grounds.ts'
import { cited, termsOfDossier } from '../../terms.ts'
import { dueWords } from '../moments.ts'
import { termWithAct } from '../term-words.ts'
import { deskMessages } from './desk-messages.ts'
import { workMessages } from './work-messages.ts'
import { lookSlugs } from './work-slugs.ts'

/** An option of a select, in plain words. */
export type Option = { readonly value: string; readonly label: string }

/** What the open form offers to choose from; read only for the form that is open. */
export type WorkChoices = {
  readonly officers: readonly Option[]
  /** The one who may sign or review it next, when there is only one: it waits for him, not for somebody to hand it out. */
  readonly approver: string | null
  readonly agencies: readonly Option[]
  readonly cases: readonly { readonly name: string; readonly promise: string }[]
  /** The case that the citizen chose. */
  readonly caseName: string | null
  readonly papers: readonly { readonly id: string; readonly name: string; readonly missing: boolean }[]
  readonly results: readonly string[]
  /** The results whose draft the leader may look at before he approves: the one that is chosen. */
  readonly drafts: readonly string[]
  /** The button that shows the paper of this work before it is signed; null where nobody signs one. */
  readonly look: string | null
  /** Whether who works has a key of his own, which signs only what he looked at. */
  readonly ownKey: boolean
  readonly replyDueOn: string
  readonly asked: { readonly id: string; readonly words: string } | null
  readonly nextStep: string | null
  readonly grounds: readonly Option[]
  readonly apology: { readonly words: string; readonly reason: string; readonly newPromisedOn: string } | null
  /** Who may take the result away for the applicant. */
  readonly authorised: string | null
  /** Said before the citizen is asked once too often. */
  readonly warning: string | null
  /** How long the citizen has to complete, and by which act. */
  readonly waits: string | null
}

export async function choicesFor(
  ctx: Context,
  desk: DeskDossier,
  { work, locale }: { work: WorkName; locale: Locale },
): Promise<WorkChoices> {
  const { dossier, procedure, missing, steps } = desk
  const lacking = new Set(missing.map((paper) => paper.id))
  const calendar = await ctx.calendar()
  const ownKey = await hasKey(ctx.db, { kind: 'officer', id: ctx.actor.id })
  const drafts = work === 'hand-over' && dossier.stepRole === 'leader' ? resultsOf(desk) : []
  const looks = await mayLook(ctx, desk, { work, ownKey, drafts })
  const officers = work === 'hand-over' || work === 'assign' ? await officersFor(ctx, dossier, work) : []
  return {
    officers: officerChoices(officers, locale),
    approver: work === 'hand-over' ? onlyApprover(officers, steps[dossier.stepIndex + 1]?.role) : null,
    agencies: work === 'consult' ? await agencyChoices(ctx, dossier.agencyId) : [],
    cases: work === 'receive' ? await caseChoices(ctx, desk, locale) : [],
    caseName: desk.dossier.caseName,
    papers: procedure.papers
      .filter((paper) => !paper.replacedBy || lacking.has(paper.id))
      .map(({ id, name }) => ({ id, name, missing: lacking.has(id) })),
    results: work === 'solve' ? await approvedFirst(ctx, desk) : resultsOf(desk),
    drafts,
    look: looks && work in lookSlugs ? lookSlugs[work as keyof typeof lookSlugs] : null,
    ownKey,
    replyDueOn: addWorkingDays(calendar, localDate(ctx.now()), 2),
    asked: askedOf(ctx, desk, locale),
    nextStep: steps[dossier.stepIndex + 1]?.name ?? null,
    grounds: work === 'stop' ? await groundChoices(ctx, dossier, locale) : [],
    apology: work === 'apologise' ? await apologyChoice(ctx, desk, locale) : null,
    authorised: work === 'return' ? actingWords(dossier.authorised) : null,
    ...(work === 'request-supplement'
      ? await askingWords(ctx, dossier, locale)
      : { warning: null, waits: null }),
  }
}

type Looking = { readonly work: WorkName; readonly ownKey: boolean; readonly drafts: readonly string[] }

/** A slip is looked at by who signs it with his own key; the notice of stopping is the head's alone. */
async function mayLook(ctx: Context, { dossier }: DeskDossier, { work, ownKey, drafts }: Looking) {
  if (work === 'hand-over') return drafts.length > 0
  if (work !== 'stop') return work === 'solve' || ownKey
  const head = { agencyId: dossier.agencyId, officerId: ctx.actor.id, on: localDate(ctx.now()) }
  return ownKey && isHeadOf(ctx.db, head)
}

function actingWords(authorised: DeskDossier['dossier']['authorised']): string | null {
  const shown = authorisedView(authorised)
  return shown && [shown.name, shown.identityNumber, shown.paper].join(', ')
}

/** A leg has the one result that the bundle names; its procedure filed alone may list others first. */
function resultsOf({ joined, procedure }: DeskDossier): string[] {
  const leg = joined?.stages.flat().find(({ legId }) => legId === joined.ownLeg)
  return leg ? [leg.result] : procedure.results.map(({ name }) => name)
}

/** What the leader approved is what the form begins with. */
async function approvedFirst(ctx: Context, desk: DeskDossier): Promise<string[]> {
  const approved = await findApproved(ctx.db, desk.dossier.id)
  return approved ? [...new Set([approved.name, ...resultsOf(desk)])] : resultsOf(desk)
}

/** The grounds that hold today for this dossier; one that nobody has compared with its act says so. */
async function groundChoices(
  ctx: Context,
  dossier: DeskDossier['dossier'],
  locale: Locale,
): Promise<Option[]> {
  const { unsure } = messagesFor(locale, workMessages)
  const now = ctx.now()
  const [calendar, terms] = await Promise.all([ctx.calendar(dossier.agencyId), termsOfDossier(ctx, dossier)])
  const reached: StopGround[] = []
  for (const ground of await stopGroundsOn(ctx.db, localDate(now)))
    if (await isReached(ctx.db, ground, { dossier, calendar, terms, now })) reached.push(ground)
  return reached.map(({ id, text, act, certainty }) => ({
    value: id,
    label: `${text} (${act}${certainty === 'assumed' ? unsure : ''})`,
  }))
}

/** What the system has drafted; without a draft the head begins with an empty reason and the next possible day. */
async function apologyChoice(
  ctx: Context,
  { dossier }: DeskDossier,
  locale: Locale,
): Promise<WorkChoices['apology']> {
  const { promisedAt, clock } = dossier
  if (promisedAt === null || clock === null) return null
  const now = ctx.now()
  const [draft, calendar, terms] = await Promise.all([
    findApology(ctx.db, dossier.id),
    ctx.calendar(dossier.agencyId),
    termsOfDossier(ctx, dossier),
  ])
  const { sendBy } = apologyTimes(calendar, { startsAt: clock.startsAt, dueAt: promisedAt }, terms)
  const next = draft?.newPromisedAt ?? newPromise(calendar, promisedAt > now ? promisedAt : now, now)
  return {
    words: messagesFor(locale, workMessages).apologyBy(
      dueWords(promisedAt, now, locale),
      dueWords(sendBy, now, locale),
    ),
    reason: draft?.reason ?? '',
    newPromisedOn: localDate(next),
  }
}

async function askingWords(
  ctx: Context,
  dossier: DeskDossier['dossier'],
  locale: Locale,
): Promise<Pick<WorkChoices, 'warning' | 'waits'>> {
  const { rules } = await termsOfDossier(ctx, dossier)
  const texts = messagesFor(locale, workMessages)
  const asked = dossier.supplementRequests
  return {
    warning: asked < rules['supplement-requests'].value ? null : texts.askedBefore(asked),
    waits: texts.waits(termWithAct(cited(rules['supplement-wait']), locale)),
  }
}

/** Officers as a select names them: who, and what he is. */
export function officerChoices(officers: readonly OfficerInPost[], locale: Locale): Option[] {
  const roles: Readonly<Record<string, string>> =
    locale === 'vi' ? roleTitles : messagesFor(locale, deskMessages).roles
  return officers.map((officer) => ({
    value: officer.id,
    label: `${officer.fullName}, ${(roles[officer.role] ?? officer.title).toLocaleLowerCase('vi')}`,
  }))
}

/** The one who may sign or review, when there is only one. */
export function onlyApprover(officers: readonly OfficerInPost[], role: string | undefined): string | null {
  if (role !== 'department-head' && role !== 'leader') return null
  const [first, ...others] = officers.filter((officer) => officer.role === role)
  return first && others.length === 0 ? first.id : null
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
      const promised = await promiseOfFiling(ctx, version, {
        receivedAt: now,
        agencyId: dossier.agencyId,
        ...caseOf(limit, index),
      })
      return {
        name: limit.case ?? '',
        promise: promised ? texts.promised(dueWords(promised.dueAt, now, locale)) : texts.noTerm,
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
