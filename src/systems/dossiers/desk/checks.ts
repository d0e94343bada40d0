import { isIdentityNumber, looksLikeTypingResidue, maskIdentityNumber } from '#platform/text/index.ts'
import {
  type Answers,
  type FormFile,
  formSummary,
  type PaperRow,
  shownItems,
} from '../../procedures/index.ts'

/** What a check found; the page puts it into words. */
export type CheckResult = 'shape-right' | 'shape-wrong' | 'typing-residue' | 'same-as-account' | 'unanswered'

/** A question of the form as the officer reads it. */
export type CheckedAnswer = {
  readonly field: string
  readonly label: string
  readonly value: string
  readonly check: CheckResult | null
}

export type CheckedPage = { readonly title: string; readonly answers: readonly CheckedAnswer[] }

/** What the sign-in said of the person who filed; null for a dossier that was entered at the counter. */
export type KnownApplicant = { readonly name: string; readonly identityNumber: string | null } | null

/**
 * The form as people read it, each answer with what could be checked here and now: the shape of identity numbers, keys
 * that the keyboard did not join in names, agreement with the account that filed. Whole identity numbers are masked;
 * nothing is said of what was not checked.
 */
export function checkAnswers(
  form: FormFile,
  data: Answers,
  { applicant, areaNames }: { applicant: KnownApplicant; areaNames: ReadonlyMap<string, string> },
): CheckedPage[] {
  const items = new Map(shownItems(form, data).map((item) => [item.field, item]))
  return formSummary(form, data, areaNames).map(({ page, rows }) => ({
    title: page.title,
    answers: rows.map(({ field, label, value }) => {
      const item = items.get(field)
      const number = item?.widget === 'identity-number'
      return {
        field,
        label,
        value: number && value !== '' ? maskIdentityNumber(value) : value,
        check: item ? checkOf(item, value, applicant) : null,
      }
    }),
  }))
}

function checkOf(
  item: { widget: string; required?: true; prefill?: string },
  value: string,
  applicant: KnownApplicant,
): CheckResult | null {
  if (value === '') return item.required ? 'unanswered' : null
  const own =
    (item.prefill === 'citizen.fullName' && applicant?.name === value) ||
    (item.prefill === 'citizen.identityNumber' && applicant?.identityNumber === value)
  if (own) return 'same-as-account'
  if (item.widget === 'identity-number') return isIdentityNumber(value) ? 'shape-right' : 'shape-wrong'
  if (item.widget === 'person-name' && looksLikeTypingResidue(value)) return 'typing-residue'
  return null
}

/** The papers that the procedure asks for and that are not on file. */
export function missingPapers(
  papers: readonly PaperRow[],
  held: readonly { readonly paperId: string }[],
): PaperRow[] {
  const there = new Set(held.map((each) => each.paperId))
  return papers.filter(
    (paper) => paper.required && paper.kind === 'submit' && !paper.replacedBy && !there.has(paper.id),
  )
}
