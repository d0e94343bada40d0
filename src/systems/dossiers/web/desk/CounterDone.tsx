import { LinkButton } from '../../../../web/components/button/Button.tsx'
import { Notice } from '../../../../web/components/notice/Notice.tsx'
import { useMessages } from '../../../../web/messages/define.ts'
import { counterMessages } from './counter-messages.ts'

type Props = {
  readonly id: string
  readonly code: string
  readonly applicant: string
  readonly procedure: string
  readonly promised: string | null
}

/** The dossier is in: the receipt to print, and the next citizen. */
export function CounterDone({ id, code, applicant, procedure, promised }: Props) {
  const texts = useMessages(counterMessages)
  const receipt = `/api/dossiers/${id}/slips/receipt.pdf`
  return (
    <>
      <Notice icon="check" state="ok" title={texts.done(code)}>
        <p>
          {applicant}, {procedure}. {promised ? texts.donePromise(promised) : texts.noTerm}
        </p>
      </Notice>
      <p className="row">
        <a className="button" href={receipt} target="_blank" rel="noreferrer">
          {texts.print}
        </a>
        <LinkButton kind="quiet" href={`/ban-lam-viec/ho-so/${id}?viec=chuyen`}>
          {texts.handOver}
        </LinkButton>
        <LinkButton kind="quiet" href={`/ban-lam-viec/ho-so/${id}`}>
          {texts.open}
        </LinkButton>
        <LinkButton kind="quiet" href="/ban-lam-viec/tiep-nhan">
          {texts.another} <kbd>N</kbd>
        </LinkButton>
      </p>
      <iframe className="preview-frame" src={receipt} title={texts.receipt} />
    </>
  )
}
