import type { Locale } from '#web/locale.ts'
import type { Account } from '../identity/index.ts'
import {
  type Answers,
  type FormFile,
  type FormPage,
  type HeldData,
  type PaperRow,
  type PostedFields,
  type ProcedureFile,
  readFormPost,
  shownPages,
  validateForm,
} from '../procedures/index.ts'
import type { Attachment } from './store.ts'

/** One stop on the way to a filed dossier; `path` is the last part of its address. */
export type FilingStep =
  | { readonly kind: 'form'; readonly path: string; readonly page: FormPage }
  | { readonly kind: 'papers' | 'delivery' | 'review'; readonly path: string }

export const PAPERS_PATH = 'giay-to'
export const DELIVERY_PATH = 'nhan-ket-qua'
export const REVIEW_PATH = 'xem-lai'

/** The paper id of what a citizen sends without being asked. */
export const OTHER_PAPER = 'giay-to-khac'

/** The way through one filing: the form's pages that these answers lead to, the papers, how to get the result, the review. */
export function filingSteps(
  form: FormFile,
  papers: readonly PaperRow[],
  answers: Readonly<Record<string, unknown>>,
): FilingStep[] {
  const pages = shownPages(form, answers).map((page) => ({ kind: 'form' as const, path: page.id, page }))
  return [
    ...pages,
    ...(papers.some((paper) => needOf(paper) !== 'form')
      ? [{ kind: 'papers' as const, path: PAPERS_PATH }]
      : []),
    { kind: 'delivery', path: DELIVERY_PATH },
    { kind: 'review', path: REVIEW_PATH },
  ]
}

/**
 * What a paper asks of somebody who files online: filled in as the form; already held by the state; to be sent; to be
 * sent only in its case or if one likes (papers that are only shown are compared when the result is fetched).
 */
export type PaperNeed = 'form' | 'held' | 'required' | 'optional'

export function needOf(paper: PaperRow): PaperNeed {
  if (paper.kind === 'form') return 'form'
  if (paper.replacedBy !== undefined) return 'held'
  return paper.required && paper.kind === 'submit' ? 'required' : 'optional'
}

/** What a form may fill in by itself from the account of the citizen who signed in. */
export function heldBy(account: Account | undefined): HeldData {
  if (!account) return {}
  const { fullName, identityNumber, sex, ethnicity, address, phone, email, areaCode } = account
  return {
    fullName,
    identityNumber,
    birthDate: account.birthOn,
    sex,
    ethnicity,
    address,
    phone,
    email,
    areaCode,
  }
}

/** The papers that must still be sent before the dossier can be filed online. */
export function missingPapers(
  papers: readonly PaperRow[],
  attachments: readonly Pick<Attachment, 'paperId'>[],
): PaperRow[] {
  const sent = new Set(attachments.map((attachment) => attachment.paperId))
  return papers.filter((paper) => needOf(paper) === 'required' && !sent.has(paper.id))
}

/** What is wrong on one page of a form, in the order of its questions: field → sentence. */
export function pageErrors(
  form: FormFile,
  answers: Readonly<Record<string, unknown>>,
  { page, locale = 'vi' }: { page: FormPage; locale?: Locale },
): Record<string, string> {
  const { errors } = validateForm(form, answers, { locale })
  return Object.fromEntries(
    page.items.flatMap(({ field }) => (errors[field] === undefined ? [] : [[field, errors[field]]])),
  )
}

/** The first step with something missing or wrong, where a draft is taken up again; undefined when all is answered. */
export function firstOpenStep(
  filing: { readonly form: FormFile; readonly papers: readonly PaperRow[] },
  answers: Readonly<Record<string, unknown>>,
  attachments: readonly Pick<Attachment, 'paperId'>[],
): FilingStep | undefined {
  return filingSteps(filing.form, filing.papers, answers).find((step) => {
    if (step.kind === 'form') return Object.keys(pageErrors(filing.form, answers, step)).length > 0
    return step.kind === 'papers' && missingPapers(filing.papers, attachments).length > 0
  })
}

/**
 * The fields of a page that show held data as text. A locked answer that differs from what is held was reported as
 * wrong: it stays open to the citizen, and the officer sees both.
 */
export function lockedFields(
  page: FormPage,
  answers: Readonly<Record<string, unknown>>,
  held: Answers,
): string[] {
  return page.items
    .filter(({ field, locked }) => locked && held[field] !== undefined && answers[field] === held[field])
    .map(({ field }) => field)
}

/**
 * The answers that a post of one page carries, null where one was taken away. What the page showed as text was not
 * posted and is left alone.
 */
export function postedAnswers(
  form: FormFile,
  page: FormPage,
  { posted, locked }: { posted: PostedFields; locked: readonly string[] },
): Record<string, unknown> {
  const read = readFormPost(form, posted, page.id)
  const open = page.items.filter(({ field }) => !locked.includes(field))
  return Object.fromEntries(open.map(({ field }) => [field, read[field] ?? null]))
}

/** True when a citizen can file the procedure here; otherwise it is taken in at the counter. */
export function filesOnline(procedure: ProcedureFile): boolean {
  return procedure.onlineLevel !== 'none' && procedure.channels.includes('online')
}

/**
 * The published cases of which the citizen has to choose one, because the procedure has no usual case (nhà ở riêng lẻ,
 * công trình khác). A case beside a usual one ("cần xác minh") is for the officer who receives to find; then none.
 */
export function casesToChoose({ limits }: Pick<ProcedureFile, 'limits'>): string[] {
  const names = limits.flatMap(({ case: name }) => name ?? [])
  return limits.length > 1 && names.length === limits.length ? names : []
}
