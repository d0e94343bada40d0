import { Link } from 'react-router'
import { Badge } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { Clock } from '#web/components/clock/Clock.tsx'
import type { Typed } from '#web/components/field/kept.ts'
import { type Fact, Facts } from '#web/components/lists/Facts.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import type { Wait } from '#web/components/timebar/TimeBar.tsx'
import { Timeline } from '#web/components/timeline/Timeline.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import { scrolling } from '#web/scrolling.ts'
import type { WorkName } from '../../desk/next-works.ts'
import type { shownFacts, slipsOf } from './dossier-data.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import type { ToldHappening } from './history-words.ts'
import { LegsPane } from './LegsPane.tsx'
import { deskResultMessages } from './result-messages.ts'
import type { ShownLegs } from './shown-legs.ts'
import { WorkForm } from './WorkForm.tsx'
import type { WorkChoices } from './work-choices.ts'

type Props = {
  readonly id: string
  readonly revision: number
  readonly lastEvent: number
  readonly work: WorkName | null
  readonly choices: WorkChoices | null
  readonly head: { readonly applicant: string; readonly forward: string }
  readonly resultMethod: string
  readonly clock: {
    readonly state: StateName
    readonly label: string
    readonly left: string
    readonly used: number
    readonly waits: readonly Wait[]
    readonly spoken: string
    readonly lines: readonly string[]
  }
  readonly facts: ReturnType<typeof shownFacts>
  readonly history: readonly ToldHappening[]
  readonly slips: ReturnType<typeof slipsOf>
  readonly legs: ShownLegs | null
  readonly refusal: ShownRefusal | undefined
  readonly typed: Typed | undefined
  /** What happened since the page that was posted from. */
  readonly changed: readonly ToldHappening[]
}

/** The right pane: the form of the step that is open, the clock, the facts, the history. */
export function TimePane(props: Props) {
  const texts = useMessages(dossierPageMessages)
  const { id, clock, facts, history, slips, refusal, typed, changed, work, choices } = props
  const { lines, ...time } = clock
  // What the other one did is told over the form; "load the page again" beside it would cost what was typed.
  const saidAbove = refusal?.code === 'dossier.changed' && changed.length > 0
  return (
    <aside className="pane stack" {...scrolling(texts.timePane)}>
      {refusal && changed.length > 0 && (
        <div role="alert">
          <Changed changed={changed} lost={work === null ? typed : undefined} />
        </div>
      )}
      {work && choices && (
        <WorkForm
          key={work}
          {...props}
          work={work}
          choices={choices}
          refusal={saidAbove ? undefined : refusal}
        />
      )}
      {refusal && !work && changed.length === 0 && (
        <Notice icon="alert" state="late" title={refusal.message} />
      )}
      <Clock {...time}>{lines.length > 0 && lines.join(' ')}</Clock>
      {props.legs && <LegsPane legs={props.legs} />}
      <section>
        <Facts facts={useFactRows(facts, texts, { id, slips })} />
      </section>
      <section>
        <h2>{texts.history}</h2>
        <Timeline events={history} dense />
      </section>
    </aside>
  )
}

/** Two officers at once: what the other one did, and what was typed here, so that nothing is lost. */
function Changed({ changed, lost }: { changed: readonly ToldHappening[]; lost: Typed | undefined }) {
  const texts = useMessages(dossierPageMessages)
  const kept = Object.entries(lost ?? {})
    .filter(([name]) => !['viec', 'revision', 'seen'].includes(name))
    .flatMap(([, values]) => values)
    .filter((value) => value !== '')
  return (
    <Notice icon="alert" state="soon" title={texts.conflict}>
      <p className="sm">{lost && kept.length > 0 ? texts.conflictGone : texts.conflictNote}</p>
      {lost && kept.length > 0 && <textarea className="input" readOnly rows={4} value={kept.join('\n')} />}
      <Timeline events={changed} dense />
    </Notice>
  )
}

type Texts = ReturnType<typeof useMessages<typeof dossierPageMessages.vi>>

function useFactRows(
  facts: Props['facts'],
  texts: Texts,
  { id, slips }: Pick<Props, 'id' | 'slips'>,
): Fact[] {
  const words = texts.facts
  const results = useMessages(deskResultMessages)
  const rows: (Fact | false)[] = [
    { label: words.solvingAgency, value: facts.agency },
    ...(facts.filedAt ? [{ label: words.filedAt, value: facts.filedAt }] : []),
    facts.step !== '' && { label: words.step, value: facts.step },
    facts.assignee !== null && { label: words.with, value: facts.assignee },
    facts.phone !== null && { label: words.phone, value: <a href={`tel:${facts.phone}`}>{facts.phone}</a> },
    { label: words.fee, value: facts.fee },
    { label: words.resultMethod, value: facts.resultMethod },
    facts.closingReason !== null && { label: words.reason, value: facts.closingReason },
    ...facts.consultations.map((each) => ({
      label: words.consultation,
      value: (
        <>
          {each.agency} <Badge state={each.state}>{each.words}</Badge>
          {each.reply && <span className="soft">{each.reply}</span>}
        </>
      ),
    })),
    ...facts.results.map((each) => ({
      label: words.result,
      value: (
        <>
          <Link to={`/ban-lam-viec/ho-so/${each.dossierId}/ket-qua`}>{each.words}</Link>{' '}
          {each.tone !== 'ok' && <Badge state={each.tone}>{results.states[each.state]}</Badge>}
          {each.handedTo && (
            <span className="soft">
              {words.handedTo}: {each.handedTo}
            </span>
          )}
        </>
      ),
    })),
    slips.length > 0 && { label: words.slips, value: <Slips {...{ id, slips }} /> },
  ]
  return rows.filter((row) => row !== false)
}

function Slips({ id, slips }: Pick<Props, 'id' | 'slips'>) {
  const texts = useMessages(dossierPageMessages)
  return (
    <>
      {slips.map((form) => (
        <span key={form} className="soft">
          <a href={`/api/dossiers/${id}/slips/${form}.pdf`} target="_blank" rel="noreferrer">
            {texts.slips[form]}
          </a>
        </span>
      ))}
    </>
  )
}
