import { formatDate } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { Rows } from '#web/components/lists/Lists.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { CitizenDossier } from '../../queries/citizen-queries.ts'
import type { ResultView } from '../../results/own-results.ts'
import { resultMessages } from './result-messages.ts'

const tones: Readonly<Record<ResultView['state'], StateName>> = {
  valid: 'ok',
  replaced: 'done',
  revoked: 'late',
}

/** What the citizen got: each version with whether it still holds, its file, its check page and the way to have it mended. */
export function OwnResults({ view }: { view: CitizenDossier }) {
  const texts = useMessages(resultMessages).own
  const { results, dossier } = view
  if (results.length === 0) return null
  return (
    <section className="stack" aria-labelledby="ket-qua">
      <h2 id="ket-qua">{texts.title}</h2>
      <Rows
        rows={results.map((result) => ({
          id: result.id,
          what: <OneResult {...{ result, dossier }} />,
          when: <Standing result={result} />,
        }))}
      />
    </section>
  )
}

function Standing({ result }: { result: ResultView }) {
  const texts = useMessages(resultMessages).own
  if (result.state === 'valid' && result.correction?.state === 'open')
    return <Badge state="soon">{texts.correcting}</Badge>
  return <Badge state={tones[result.state]}>{texts.states[result.state]}</Badge>
}

type OneProps = { readonly result: ResultView; readonly dossier: CitizenDossier['dossier'] }

function OneResult({ result, dossier }: OneProps) {
  const texts = useMessages(resultMessages).own
  const returned = dossier.returnedAt !== null || result.handedOverAt !== null
  const mayAsk = result.state === 'valid' && result.correction?.state !== 'open'
  return (
    <>
      {result.name}
      <p className="soft sm num">{texts.line(result.number, formatDate(result.issuedOn))}</p>
      <p className="sm row">
        {result.paper === 'none' && <span>{texts.paperOnly}</span>}
        {result.paper !== 'none' && !returned && <span>{texts.afterReturn}</span>}
        {result.paper !== 'none' && returned && (
          <a href={`/api/dossiers/${result.dossierId}/results/${result.id}`}>
            {texts.download} ({result.paper === 'signed' ? texts.signed : texts.unsigned})
          </a>
        )}
        {result.publicToken && <a href={`/kiem-tra/ket-qua/${result.publicToken}`}>{texts.check}</a>}
        {mayAsk && <a href={`/ho-so/${dossier.code}/ket-qua/${result.id}/sai-sot`}>{texts.mistake}</a>}
      </p>
    </>
  )
}

/** The slips that were issued, by number; a signed one is the same file for ever. */
export function OwnSlips({ view }: { view: CitizenDossier }) {
  const texts = useMessages(resultMessages).own
  const { slips } = view
  const names = useMessages(resultMessages).slipNames
  if (slips.length === 0) return null
  return (
    <section className="stack stack-sm" aria-labelledby="phieu">
      <h2 id="phieu">{texts.slips}</h2>
      <Rows
        rows={slips.map(({ id, dossierId, form, number, signed }) => ({
          id,
          what: <a href={`/api/dossiers/${dossierId}/slips/${form}.pdf`}>{names[form]}</a>,
          when: `${texts.slip(number)}, ${signed ? texts.signed : texts.unsigned}`,
        }))}
      />
    </section>
  )
}
