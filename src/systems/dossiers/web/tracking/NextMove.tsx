import { localDate } from '#platform/calendar/index.ts'
import { formatDate } from '#platform/text/index.ts'
import { LinkButton } from '#web/components/button/Button.tsx'
import { FileRow } from '#web/components/field/FileField.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import type { CitizenDossier } from '../../queries/citizen-queries.ts'
import type { OpenSupplement } from '../../queries/open-supplement.ts'
import { dueWords } from '../moments.ts'
import { termWithAct } from '../term-words.ts'
import { dossierMessages } from './dossier-messages.ts'

type Props = { readonly view: CitizenDossier; readonly now: Date }

/** What the citizen has to know or do first; nothing while the agency has the next move. */
export function NextMove({ view, now }: Props) {
  const { dossier, supplement } = view
  if (supplement) return <ToSupplement code={dossier.code} supplement={supplement} now={now} />
  // The first results of a joined dossier wait for the others: they are handed over together.
  const ready = dossier.finishedAt !== null || view.joined === null
  if (ready && view.results.some((result) => result.state === 'valid')) return <Results view={view} />
  if (dossier.state === 'refused' || dossier.state === 'stopped' || dossier.state === 'withdrawn') {
    return <Ended view={view} state={dossier.state} />
  }
  return null
}

type ToSupplementProps = { readonly code: string; readonly supplement: OpenSupplement; readonly now: Date }

function ToSupplement({ code, supplement, now }: ToSupplementProps) {
  const texts = useMessages(dossierMessages).todo
  const { locale } = useShell()
  const { items, reason, answerDueAt, term, dueIfNow } = supplement
  const [only] = items
  return (
    <Notice icon="pause" state="paused" title={texts.title(items.length, formatDate(localDate(answerDueAt)))}>
      <p>{reason}</p>
      {items.length === 1 && only ? (
        <p>{only.text}</p>
      ) : (
        <ul>
          {items.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <p>{texts.term(termWithAct(term, locale))}</p>
      {dueIfNow && (
        <p>
          {texts.ifNow}{' '}
          <strong className="num">
            {texts.before} {dueWords(dueIfNow, now, locale)}
          </strong>
          . {texts.stands}
        </p>
      )}
      <p className="row">
        <LinkButton href={`/ho-so/${code}/bo-sung`}>{texts.send}</LinkButton>
        <a href={`/ho-so/${code}/bo-sung#loi-nhan`}>{texts.without}</a>
      </p>
    </Notice>
  )
}

function Results({ view: { dossier, results, desk } }: { view: CitizenDossier }) {
  const texts = useMessages(dossierMessages).results
  const returned = dossier.state === 'returned'
  const how = { counter: texts.fetch(desk.name), post: texts.posted, online: texts.online }[
    dossier.resultMethod
  ]
  return (
    <Notice icon="check" state="ok" title={returned ? texts.title : texts.ready}>
      {!returned && <p>{how}</p>}
      {results.filter(isValid).map((result) => (
        <FileRow
          key={result.id}
          name={result.name}
          note={texts.issued(result.number, formatDate(result.issuedOn))}
        >
          {result.fileHash && returned && (
            <a href={`/api/dossiers/${result.dossierId}/results/${result.id}`}>{texts.open}</a>
          )}
        </FileRow>
      ))}
    </Notice>
  )
}

/** What was replaced or revoked is told further below. */
function isValid({ state }: { readonly state: string }): boolean {
  return state === 'valid'
}

type EndedProps = { readonly view: CitizenDossier; readonly state: 'refused' | 'stopped' | 'withdrawn' }

function Ended({ view: { dossier }, state }: EndedProps) {
  const texts = useMessages(dossierMessages).ended
  return (
    <Notice icon="info" state={state === 'withdrawn' ? 'info' : 'late'} title={texts[state]}>
      {dossier.closingReason && <p>{dossier.closingReason}</p>}
      <p>
        <a href={`/nop/${dossier.procedureCode}`}>{texts.again}</a>
      </p>
    </Notice>
  )
}
