import { useEffect, useRef } from 'react'
import { Form, Link, useNavigate, useNavigation, useSearchParams } from 'react-router'
import { Button } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { keptFields, type Typed } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import type { WorkName } from '../../desk/next-works.ts'
import { deskMessages } from './desk-messages.ts'
import { signMessages } from './sign-messages.ts'
import { fieldsOf } from './WorkFields.tsx'
import type { WorkChoices } from './work-choices.ts'
import { workMessages } from './work-messages.ts'
import { workSlugs } from './work-slugs.ts'

type Props = {
  readonly work: WorkName
  readonly choices: WorkChoices
  readonly revision: number
  readonly lastEvent: number
  readonly head: { readonly applicant: string; readonly forward: string }
  readonly resultMethod: string
  readonly refusal: ShownRefusal | undefined
  readonly typed: Typed | undefined
}

/** Works that are mostly only confirmed: the focus stands on their button, so that T and Enter are enough. */
const confirmed: readonly WorkName[] = ['receive', 'hand-over', 'confirm-payment']
const dangerous: readonly WorkName[] = ['refuse', 'stop']

/** What becomes of a paper that is not looked at: of a result and of a slip it is said in other words. */
function wordsOf(work: WorkName): 'draft' | 'receipt' | 'result' | 'slip' {
  if (work === 'hand-over') return 'draft'
  if (work === 'receive') return 'receipt'
  return work === 'solve' ? 'result' : 'slip'
}

function lookWords(work: WorkName, { look, draft, receipt }: Record<'look' | 'draft' | 'receipt', string>) {
  if (work === 'receive') return receipt
  return work === 'hand-over' ? draft : look
}

/** The form of one step. It carries the revision the officer saw, so that the second of two is told. */
export function WorkForm({ work, choices, revision, lastEvent, head, resultMethod, refusal, typed }: Props) {
  const texts = useMessages(workMessages)
  const shared = useMessages(deskMessages)
  const signing = useMessages(signMessages)
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    const first = confirmed.includes(work)
      ? 'button[type="submit"]'
      : 'input:not([type="hidden"]), select, textarea'
    section.current?.querySelector<HTMLElement>(first)?.focus({ preventScroll: true })
  }, [work])
  const sending = useNavigation().state === 'submitting'
  const title = work === 'hand-over' ? head.forward : texts.works[work]
  const Fields = fieldsOf[work]
  const closed = new URLSearchParams(params)
  closed.delete('viec')
  closed.delete('xong')
  return (
    <section
      ref={section}
      className="work-form stack stack-sm"
      aria-labelledby="viec-dang-lam"
      onKeyDown={(event) => {
        if (event.key === 'Escape') navigate(`?${closed}`, { preventScrollReset: true })
      }}
    >
      <h2 id="viec-dang-lam">{title}</h2>
      {refusal && <ErrorSummary fields={refusal.fields} message={refusal.message} />}
      <Form
        method="post"
        action={`?${params}`}
        encType="multipart/form-data"
        className="stack stack-sm"
        preventScrollReset
      >
        <input type="hidden" name="revision" value={revision} readOnly />
        <input type="hidden" name="seen" value={lastEvent} readOnly />
        <Fields
          choices={choices}
          applicant={head.applicant}
          resultMethod={resultMethod}
          field={keptFields({ typed, errors: refusal?.fields })}
          typed={typed}
        />
        {choices.look && choices.ownKey && <p className="sm soft">{signing.unseen[wordsOf(work)]}</p>}
        <p className="button-row">
          <Button
            kind={dangerous.includes(work) ? 'danger' : 'solid'}
            name="viec"
            value={workSlugs[work]}
            disabled={sending}
          >
            {work === 'apologise' ? signing.look : title}
          </Button>
          {choices.look && (
            <Button kind="quiet" name="viec" value={choices.look} disabled={sending}>
              {lookWords(work, signing)}
            </Button>
          )}
          <Link className="button button-bare" to={`?${closed}`} preventScrollReset>
            {shared.cancel}
          </Link>
        </p>
      </Form>
    </section>
  )
}
