import type { StateName } from '#web/components/badge/states.ts'
import { Button } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import type { ToldFile } from '../../results/own-file.ts'
import { ownFileMessages } from './own-file-messages.ts'

type Props = { readonly posted: { told: ToldFile } | { refusal: ShownRefusal } | undefined }

/** The part of a check page where a visitor holds his own file against what was issued. */
export function OwnFile({ posted }: Props) {
  const texts = useMessages(ownFileMessages)
  const refusal = posted && 'refusal' in posted ? posted.refusal : undefined
  return (
    <section className="stack" aria-labelledby="tep-cua-ban">
      <h2 id="tep-cua-ban">{texts.title}</h2>
      {posted && 'told' in posted && <Told told={posted.told} />}
      <form
        method="post"
        action="#tep-cua-ban"
        encType="multipart/form-data"
        className="stack stack-lg measure"
      >
        <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
        <p>{texts.text}</p>
        <FileField
          name="tep"
          label={texts.file}
          hint={texts.hint}
          accept=".pdf,application/pdf"
          error={refusal?.fields['tep']}
        />
        <p>
          <Button>{texts.compare}</Button>
        </p>
      </form>
      <p>
        <a href="/kiem-tra-chu-ky">{texts.checkOther}</a>
      </p>
    </section>
  )
}

function toneOf({ match, state }: ToldFile): StateName {
  if (match === 'none' || state === 'replaced' || state === 'revoked') return 'late'
  return match === 'newest' || match === 'older' ? 'ok' : 'soon'
}

function Told({ told }: { told: ToldFile }) {
  const texts = useMessages(ownFileMessages)
  const { match, name, state, token, fileHash } = told
  const tone = toneOf(told)
  return (
    <Notice icon={tone === 'ok' ? 'shield' : 'alert'} state={tone} title={texts.titles[match]}>
      {name && <p>{name}</p>}
      <p>{texts.say[match]}</p>
      {state && <p>{texts.states[state]}</p>}
      {token && (
        <p>
          <a href={`/kiem-tra/ket-qua/${token}`}>{texts.checkPage}</a>
        </p>
      )}
      {fileHash && (
        <p>
          <a href={`/kiem-tra-chu-ky/${fileHash}`}>{texts.signatures}</a>
        </p>
      )}
    </Notice>
  )
}
