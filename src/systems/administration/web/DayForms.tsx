import { formatDate } from '#platform/text/index.ts'
import { Button } from '#web/components/button/Button.tsx'
import { DayField } from '#web/components/field/DayField.tsx'
import { RadioField, SelectField, TextField } from '#web/components/field/Field.tsx'
import { keptFields, type Typed } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import type { DayInput } from '../schema.ts'
import { calendarMessages } from './messages/calendar.ts'

type Props = {
  /** The day that was clicked, yyyy-MM-dd, and what the calendar says of it. */
  readonly chosen: string | null
  readonly stored: DayInput | undefined
  readonly typed: Typed | undefined
  readonly errors: Readonly<Record<string, string>> | undefined
}

/** Sets a day; a day that is set can be taken out. */
export function DayForms(props: Props) {
  const texts = useMessages(calendarMessages)
  return (
    <div className="stack stack-lg" id="dat-ngay">
      <section className="stack stack-sm" aria-labelledby="dat-ngay-ten">
        <h2 id="dat-ngay-ten">{texts.form}</h2>
        <p className="soft">{texts.formNote}</p>
        <SetDay {...props} />
      </section>
      {props.stored && <RemoveDay {...props} stored={props.stored} />}
    </div>
  )
}

function SetDay({ chosen, stored, typed, errors }: Props) {
  const texts = useMessages(calendarMessages)
  const field = keptFields({
    typed: typed?.['intent'] === 'remove' ? undefined : typed,
    errors,
    known: { kind: 'holiday', certainty: 'high', ...stored, date: chosen },
  })
  const options = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }))
  return (
    <form className="stack" method="post">
      <DayField {...field('date')} label={texts.day} required />
      <RadioField {...field('kind')} label={texts.kind} choices={options(texts.kinds)} />
      <TextField {...field('name')} label={texts.name} hint={texts.nameHint} required />
      <TextField {...field('legalAct')} label={texts.legalAct} hint={texts.actHint} required />
      <SelectField {...field('certainty')} label={texts.certainty} choices={options(texts.certainties)} />
      <p>
        <Button>{texts.save}</Button>
      </p>
    </form>
  )
}

function RemoveDay({ stored, typed, errors }: Props & { readonly stored: DayInput }) {
  const texts = useMessages(calendarMessages)
  const field = keptFields({ typed, errors })
  return (
    <section className="stack stack-sm" aria-labelledby="bo-ngay">
      <h2 id="bo-ngay">{texts.remove}</h2>
      <p className="soft">{texts.removeNote}</p>
      <form className="stack" method="post">
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="date" value={formatDate(stored.date)} />
        <TextField {...field('reason')} label={texts.reason} hint={texts.reasonHint} required />
        <p>
          <Button kind="danger">{texts.removeButton}</Button>
        </p>
      </form>
    </section>
  )
}
