import { LinkButton } from '#web/components/button/Button.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { useMessages } from '#web/messages/define.ts'
import { counterMessages } from './counter-messages.ts'

type Props = {
  readonly id: string
  readonly code: string
  readonly applicant: string
  readonly procedure: string
  readonly promised: string | null
  /** Why it was not taken in. */
  readonly refused: string | null
}

/** The dossier is in, or refused: the slip to print, and the next citizen. */
export function CounterDone({ id, code, applicant, procedure, promised, refused }: Props) {
  const texts = useMessages(counterMessages)
  const taken = refused === null
  const slip = `/api/dossiers/${id}/slips/${taken ? 'receipt' : 'refusal'}.pdf`
  const outcome = taken ? (promised ? texts.donePromise(promised) : texts.noTerm) : refused
  return (
    <>
      <Notice
        icon={taken ? 'check' : 'alert'}
        state={taken ? 'ok' : 'soon'}
        title={(taken ? texts.done : texts.refused)(code)}
      >
        <p>
          {applicant}, {procedure}. {outcome}
        </p>
      </Notice>
      <p className="row">
        <a className="button" href={slip} target="_blank" rel="noreferrer">
          {taken ? texts.print : texts.printRefusal}
        </a>
        {taken && (
          <LinkButton kind="quiet" href={`/ban-lam-viec/ho-so/${id}?viec=chuyen`}>
            {texts.handOver}
          </LinkButton>
        )}
        <LinkButton kind="quiet" href={`/ban-lam-viec/ho-so/${id}`}>
          {texts.open}
        </LinkButton>
        <LinkButton kind="quiet" href="/ban-lam-viec/tiep-nhan">
          {texts.another} <kbd>N</kbd>
        </LinkButton>
      </p>
      <iframe className="preview-frame" src={slip} title={taken ? texts.receipt : texts.refusal} />
    </>
  )
}
