import { Link, useSearchParams } from 'react-router'
import { Button } from '#web/components/button/Button.tsx'
import { type CheckedFact, CheckedFacts } from '#web/components/clock/CheckedFacts.tsx'
import { TextField } from '#web/components/field/Field.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import { scrolling } from '#web/scrolling.ts'
import { DESK_PATH } from './desk-nav.ts'
import type { shownAnswers } from './dossier-data.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import { type Note, Notes } from './Notes.tsx'

type Props = {
  readonly id: string
  readonly answers: ReturnType<typeof shownAnswers>
  readonly notes: readonly Note[]
  readonly revealed: string | undefined
  readonly refusal: ShownRefusal | undefined
}

/** The left pane: what is asked for, each answer with the result of its check, and the note. */
export function AnswersPane({ id, answers, notes, revealed, refusal }: Props) {
  const texts = useMessages(dossierPageMessages)
  return (
    <section className="pane" {...scrolling(texts.request)}>
      <h2>{texts.request}</h2>
      <CheckedFacts facts={applicantFacts(answers, texts, { revealed, refusal })} />
      {answers.pages.map(({ title, facts }) => (
        <section key={title}>
          <h2>{title}</h2>
          <CheckedFacts
            facts={facts.map(({ label, value, state, note }) => ({
              label,
              value: value === '' ? '…' : value,
              ...(state ? { state } : {}),
              ...(note ? { note } : {}),
            }))}
          />
        </section>
      ))}
      <Notes id={id} notes={notes} />
    </section>
  )
}

type Texts = ReturnType<typeof useMessages<typeof dossierPageMessages.vi>>

function applicantFacts(
  { applicant, authorised, ...rest }: Props['answers'],
  texts: Texts,
  shown: Pick<Props, 'revealed' | 'refusal'>,
): CheckedFact[] {
  const known = applicant.known ? { state: 'ok' as const, note: texts.checks['same-as-account'] } : {}
  const facts: CheckedFact[] = [{ label: texts.applicant, value: applicant.name, icon: 'person', ...known }]
  if (applicant.identityNumber) {
    facts.push({
      label: texts.identityNumber,
      value: <IdentityNumber masked={applicant.identityNumber} {...shown} />,
      icon: 'doc',
    })
  }
  if (applicant.address) facts.push({ label: texts.address, value: applicant.address, icon: 'home' })
  if (authorised) {
    const { name, identityNumber, phone, paper } = authorised
    facts.push({
      label: texts.authorised,
      value: [name, identityNumber, phone, paper].filter(Boolean).join(', '),
      icon: 'person',
    })
  }
  if (rest.missing.length > 0) {
    facts.push({ label: texts.missing, value: rest.missing.join('; '), state: 'soon' })
  }
  if (rest.siblings.length > 0 || rest.siblingsElsewhere > 0) {
    facts.push({
      label: texts.duplicates,
      value: <Siblings {...rest} />,
      state: 'soon',
    })
  }
  return facts
}

function Siblings({ siblings, siblingsElsewhere }: Pick<Props['answers'], 'siblings' | 'siblingsElsewhere'>) {
  const texts = useMessages(dossierPageMessages)
  return (
    <>
      {siblings.map((each) => (
        <Link key={each.id} className="xs row" to={`${DESK_PATH}/ho-so/${each.id}`}>
          {each.words}
        </Link>
      ))}
      {siblingsElsewhere > 0 && <span className="xs">{texts.duplicateElsewhere(siblingsElsewhere)}</span>}
    </>
  )
}

type NumberProps = Pick<Props, 'revealed' | 'refusal'> & { readonly masked: string }

/** The whole number is shown once, against a reason that the citizen can read. */
function IdentityNumber({ masked, revealed, refusal }: NumberProps) {
  const texts = useMessages(dossierPageMessages)
  const [params] = useSearchParams()
  const error = refusal?.fields['ly-do']
  if (revealed) return <span className="num">{revealed}</span>
  return (
    <details className="reveal" open={error !== undefined}>
      <summary>
        <span className="num">{masked}</span> <span className="xs">{texts.reveal}</span>
      </summary>
      <form method="post" action={`?${params}`} className="stack stack-sm">
        <TextField
          name="ly-do"
          label={texts.revealPurpose}
          hint={texts.revealHint}
          maxLength={200}
          error={error}
        />
        <Button kind="quiet" name="viec" value="xem-so">
          {texts.revealButton}
        </Button>
      </form>
    </details>
  )
}
