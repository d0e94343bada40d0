import { type ReactNode, useEffect, useRef } from 'react'
import { Form, Link, useNavigation } from 'react-router'
import { Button } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { RadioField, TextArea, TextField } from '#web/components/field/Field.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { type Kept, keptFields, type Typed } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import type { ShownRefusal } from '#web/page.ts'
import { ReceiverFields } from './ReceiverFields.tsx'
import { deskResultMessages } from './result-messages.ts'
import type { ResultWork } from './result-works.ts'
import type { ShownResult } from './results.tsx'
import { signMessages } from './sign-messages.ts'
import { workMessages } from './work-messages.ts'

type Props = {
  readonly work: ResultWork | 'them'
  /** The version that it is about; null for a further result. */
  readonly about: ShownResult | null
  readonly applicant: string
  readonly resultMethod: string
  readonly refusal: ShownRefusal | undefined
  readonly typed: Typed | undefined
}

/** The form of one step with a result. The fields keep what was typed before a refusal. */
export function ResultForm(props: Props) {
  const { work, about, refusal } = props
  const texts = useMessages(deskResultMessages)
  const signing = useMessages(signMessages)
  const sending = useNavigation().state === 'submitting'
  // What exists on paper only has nothing to look at.
  const looks = (work === 'dinh-chinh' || work === 'cap-lai') && about?.paper !== 'none'
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    section.current
      ?.querySelector<HTMLElement>('input:not([type="hidden"]), select, textarea')
      ?.focus({ preventScroll: true })
  }, [])
  return (
    <section ref={section} className="work-form stack stack-sm" aria-labelledby="viec-ket-qua">
      <h2 id="viec-ket-qua">
        {about ? `${texts.works[work]}: ${about.name} ${about.number}` : texts.works[work]}
      </h2>
      {refusal && <ErrorSummary fields={refusal.fields} message={refusal.message} />}
      <p className="sm">{texts.say[work]}</p>
      <Form method="post" encType="multipart/form-data" className="stack stack-sm">
        <input type="hidden" name="kq" value={about?.id ?? ''} readOnly />
        <input type="hidden" name="de-nghi" value={about?.correction?.id ?? ''} readOnly />
        <Fields {...props} />
        <p className="button-row">
          <Button kind={work === 'thu-hoi' ? 'danger' : 'solid'} name="viec" value={work} disabled={sending}>
            {looks ? signing.look : texts.works[work]}
          </Button>
          <Link className="button button-bare" to="?">
            {texts.cancel}
          </Link>
        </p>
      </Form>
    </section>
  )
}

function Fields(props: Props): ReactNode {
  const texts = useMessages(deskResultMessages)
  const field = keptFields({ typed: props.typed, errors: props.refusal?.fields })
  const reason = (label: string) => <TextArea {...field('reason')} label={label} rows={3} maxLength={2000} />
  switch (props.work) {
    case 'de-nghi':
      return reason(texts.mistake)
    case 'giu-nguyen':
      return reason(texts.answer)
    case 'cap-lai':
      return reason(texts.reason)
    case 'thu-hoi':
      return (
        <>
          <TextField {...field('legalGround')} label={texts.ground} hint={texts.groundHint} maxLength={500} />
          {reason(texts.reason)}
        </>
      )
    case 'trao':
      return <ReceiverFields field={field} applicant={props.applicant} resultMethod={props.resultMethod} />
    case 'dinh-chinh':
      return <CorrectionFields field={field} about={props.about} />
    case 'them':
      return <FurtherFields field={field} />
  }
}

/** What the leader signs, field by field as it stands; an uploaded paper is uploaded anew. */
function CorrectionFields({ field, about }: { field: Kept; about: ShownResult | null }) {
  const texts = useMessages(deskResultMessages)
  const number = field('number')
  return (
    <>
      {about?.correction && <p className="sm">{about.correction.words}</p>}
      <TextField
        {...number}
        value={number.value ?? about?.number}
        label={texts.newNumber}
        maxLength={60}
        size={10}
        numeric
      />
      {about?.content.map(({ field: item, label, value }) => {
        const each = field(`muc-${item}`)
        return (
          <div key={item}>
            <input type="hidden" name="muc" value={item} readOnly />
            <TextField {...each} value={each.value ?? value} label={label} maxLength={300} />
          </div>
        )
      })}
      {about?.source === 'upload' && (
        <FileField {...field('file')} label={texts.file} accept=".pdf,application/pdf" />
      )}
    </>
  )
}

function FurtherFields({ field }: { field: Kept }) {
  const texts = useMessages(deskResultMessages)
  const shared = useMessages(workMessages)
  const source = field('source')
  return (
    <>
      <TextField {...field('resultName')} label={texts.name} maxLength={250} />
      <TextField {...field('resultNumber')} label={texts.number} maxLength={60} size={10} numeric />
      <FileField {...field('file')} label={shared.file} accept=".pdf,application/pdf" optional />
      <RadioField
        {...source}
        value={source.value ?? 'form'}
        label={texts.source}
        choices={[
          { value: 'form', label: texts.sources.form },
          { value: 'paper', label: texts.sources.paper },
        ]}
      />
    </>
  )
}
