import { remaining, usedShare } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import { formatDate, formatPercent, maskIdentityNumber } from '#platform/text/index.ts'
import type { StateName } from '#web/components/badge/states.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { feeNoteWords } from '../../../procedures/index.ts'
import { authorisedView } from '../../authorised.ts'
import type { CheckResult } from '../../desk/checks.ts'
import type { DeskDossier } from '../../desk/dossier-view.ts'
import { askingTerm } from '../../rules.ts'
import type { SlipForm } from '../../slips/templates.ts'
import { cited, termsOfDossier } from '../../terms.ts'
import { dueWords } from '../moments.ts'
import { fileWords } from '../size-words.ts'
import { termWithAct } from '../term-words.ts'
import { deskMessages } from './desk-messages.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import { shortMoment } from './history-words.ts'
import { shownScan } from './scan-data.ts'
import { leftWords, timeLeft } from './time-left.ts'

const checkStates: Readonly<Record<CheckResult, StateName>> = {
  'shape-right': 'ok',
  'shape-wrong': 'soon',
  'typing-residue': 'soon',
  'same-as-account': 'ok',
  unanswered: 'soon',
}

/** The left pane: who asks for what, each answer with what was checked. */
export function shownAnswers({ dossier, pages, missing, siblings }: DeskDossier, locale: Locale) {
  const texts = messagesFor(locale, dossierPageMessages)
  const states = messagesFor(locale, deskMessages).states
  return {
    applicant: {
      name: dossier.applicantName,
      address: dossier.applicantAddress,
      identityNumber: dossier.applicantIdentityNumber && maskIdentityNumber(dossier.applicantIdentityNumber),
      known: dossier.accountId !== null,
    },
    authorised: authorisedView(dossier.authorised),
    pages: pages.map(({ title, answers }) => ({
      title,
      facts: answers
        .filter(({ value, check }) => value !== '' || check !== null)
        .map(({ field, label, value, check }) => ({
          field,
          label,
          value,
          state: check ? checkStates[check] : null,
          note: check ? texts.checks[check] : null,
        })),
    })),
    missing: missing.map((paper) => paper.name),
    siblings: siblings
      .filter((each) => each.readable)
      .map((each) => ({
        id: each.id,
        words: `${each.codeTail}, ${formatDate(each.submittedAt)}, ${states[each.state]}`,
      })),
    siblingsElsewhere: siblings.filter((each) => !each.readable).length,
  }
}

/** The tabs of the middle pane: the form, then each file with the name of its paper, then the result. */
export function shownPapers(
  { dossier, attachments, procedure, results }: DeskDossier,
  { locale, mayConfirm }: { locale: Locale; mayConfirm: boolean },
) {
  const texts = messagesFor(locale, dossierPageMessages)
  const names = new Map(procedure.papers.map((paper) => [paper.id, paper.name]))
  const files = attachments.map((file) => ({
    id: file.id,
    label: names.get(file.paperId) ?? file.name,
    name: file.name,
    image: file.type.startsWith('image/') && file.type !== 'image/tiff',
    href: `/api/dossiers/${dossier.id}/papers/${file.id}`,
    note: fileWords(file),
    scan: shownScan(file, mayConfirm, locale),
  }))
  const issued = results
    .filter((result) => result.fileHash !== null)
    .map((result) => ({
      id: result.id,
      label: `${texts.resultFile} ${result.number}`,
      name: result.name,
      image: false,
      href: `/api/dossiers/${result.dossierId}/results/${result.id}`,
      note: 'PDF',
      scan: null,
    }))
  return [...files, ...issued]
}

export type ShownPaper = ReturnType<typeof shownPapers>[number]

/** The clock: what is left, how much is used, what was promised. */
export async function shownClock(ctx: Context, { dossier, supplement }: DeskDossier, locale: Locale) {
  const texts = messagesFor(locale, dossierPageMessages)
  const now = ctx.now()
  const calendar = await ctx.calendar(dossier.agencyId)
  const terms = await termsOfDossier(ctx, dossier)
  const time = timeLeft(dossier, { calendar, terms, now, locale }, 'long')
  const due = (instant: Date) => dueWords(instant, now, locale)
  const lines: string[] = []
  if (dossier.promisedAt && dossier.lane === 0) lines.push(texts.clock.promised(due(dossier.promisedAt)))
  if (dossier.receivedAt === null && dossier.lane === 0)
    lines.push(texts.clock.answerBefore(due(dossier.dueAt)))
  const ask = askingTerm(dossier, { calendar, terms })
  if (ask && ask.before > now)
    lines.push(texts.clock.askBefore(due(ask.before), termWithAct(cited(ask.rule), locale)))
  if (dossier.stepDueAt && dossier.lane === 0) lines.push(texts.clock.stepUntil(due(dossier.stepDueAt)))
  if (supplement && dossier.lane === 2)
    lines.push(
      texts.clock.suppliedBefore(
        due(supplement.answerDueAt),
        termWithAct(cited(terms.rules['supplement-wait']), locale),
      ),
    )
  if (dossier.finishedAt) lines.push(texts.clock.finished(shortMoment(dossier.finishedAt, now, locale)))
  lines.push(texts.clock.law(terms.act))
  const left = () => {
    if (dossier.closedAt) return messagesFor(locale, deskMessages).states[dossier.state]
    if (dossier.outcome) return texts.outcomes[dossier.outcome]
    if (dossier.lane === 2 && dossier.clock) {
      return leftWords(remaining(calendar, dossier.clock, now), { calendar, locale }, 'long')
    }
    return time.words
  }
  const promised = dossier.clock && dossier.promisedAt && { ...dossier.clock, dueAt: dossier.promisedAt }
  const used = promised && !dossier.finishedAt ? usedShare(calendar, promised, now) : time.used
  return {
    state: time.state ?? ('info' as const),
    label: clockLabel(dossier, locale),
    left: left(),
    used,
    waits: time.waits,
    spoken: texts.clock.used(formatPercent(used)),
    lines,
  }
}

function clockLabel(dossier: DeskDossier['dossier'], locale: Locale): string {
  const { clock } = messagesFor(locale, dossierPageMessages)
  if (dossier.closedAt) return clock.closed
  if (dossier.lane === 1) return clock.ready
  if (dossier.lane === 2) return clock.stands
  if (dossier.receivedAt === null) return clock.answerLeft
  return dossier.clock ? clock.left : clock.noTerm
}

/** Plain facts beside the clock. */
export function shownFacts(desk: DeskDossier, now: Date, locale: Locale) {
  const texts = messagesFor(locale, dossierPageMessages)
  const { dossier, fees, consultations, results, agencyNames } = desk
  const fee = fees.free ? texts.facts.free : (feeNoteWords(fees, locale) ?? texts.facts.feeElsewhere)
  return {
    agency: agencyNames.get(dossier.agencyId) ?? dossier.agencyId,
    // Shown where it says more than the solving agency does: another one-stop took it in and hands it out.
    filedAt: dossier.filedElsewhere
      ? (agencyNames.get(dossier.receptionAgencyId) ?? dossier.receptionAgencyId)
      : null,
    step: dossier.stepName,
    assignee: dossier.assigneeName,
    phone: dossier.applicantPhone,
    email: dossier.applicantEmail,
    fee,
    resultMethod: texts.methods[dossier.resultMethod],
    closingReason: dossier.closingReason,
    consultations: consultations.map((each) => ({
      id: each.id,
      agency: each.agencyName,
      state: opinionState(each, now),
      words: each.repliedAt
        ? each.agrees
          ? texts.facts.agrees
          : texts.facts.disagrees
        : texts.facts.waitsUntil(dueWords(each.replyDueAt, now, locale)),
      reply: each.reply,
    })),
    results: results.map((each) => ({
      id: each.id,
      words: `${each.name}, ${each.number}, ${formatDate(each.issuedOn)}`,
      dossierId: each.dossierId,
      state: each.state,
      tone: resultTones[each.state],
      handedTo: each.handedTo,
    })),
  }
}

const resultTones = { valid: 'ok', replaced: 'done', revoked: 'late' } as const

function opinionState(each: DeskDossier['consultations'][number], now: Date): StateName {
  if (each.repliedAt) return each.agrees ? 'ok' : 'soon'
  return each.replyDueAt < now ? 'late' : 'info'
}

/** Which slips can be printed now, by what has happened. */
export function slipsOf({ dossier, history }: DeskDossier): SlipForm[] {
  const happened = new Set<string>(history.map((event) => event.name))
  return [
    ...(dossier.receivedAt ? (['receipt'] as const) : []),
    ...(happened.has('dossier.supplement-requested') ? (['supplement-request'] as const) : []),
    ...(dossier.state === 'refused' ? (['refusal'] as const) : []),
    ...(happened.has('dossier.apologised') ? (['apology'] as const) : []),
    ...(dossier.state === 'stopped' ? (['stop-notice'] as const) : []),
    ...(dossier.receivedAt ? (['control'] as const) : []),
  ]
}
