import { formatDate } from '../../../platform/text/index.ts'
import { Button } from '../../../web/components/button/Button.tsx'
import { RadioField, SelectField, TextField } from '../../../web/components/field/Field.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import type { DayInput } from '../schema.ts'
import { calendarMessages } from './messages/calendar.ts'

type Props = {
  /** The day that was clicked, yyyy-MM-dd, and what the calendar says of it. */
  readonly chosen: string | null
  readonly stored: DayInput | undefined
  readonly typed: Readonly<Record<string, string>> | undefined
  readonly fields: Readonly<Record<string, string>> | undefined
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

function SetDay({ chosen, stored, typed, fields = {} }: Props) {
  const texts = useMessages(calendarMessages)
  const shown: Readonly<Record<string, string | undefined>> = typed ?? {
    ...stored,
    date: chosen === null ? undefined : formatDate(chosen),
  }
  const options = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }))
  return (
    <form className="stack" method="post">
      <TextField
        name="date"
        label={texts.day}
        hint={texts.dayHint}
        value={shown['date']}
        error={fields['date']}
        size={10}
        numeric
        required
      />
      <RadioField
        name="kind"
        label={texts.kind}
        choices={options(texts.kinds)}
        value={shown['kind'] ?? 'holiday'}
        error={fields['kind']}
      />
      <TextField
        name="name"
        label={texts.name}
        hint={texts.nameHint}
        value={shown['name']}
        error={fields['name']}
        required
      />
      <TextField
        name="legalAct"
        label={texts.legalAct}
        hint={texts.actHint}
        value={shown['legalAct']}
        error={fields['legalAct']}
        required
      />
      <SelectField
        name="certainty"
        label={texts.certainty}
        choices={options(texts.certainties)}
        value={shown['certainty'] ?? 'high'}
        error={fields['certainty']}
      />
      <p>
        <Button>{texts.save}</Button>
      </p>
    </form>
  )
}

function RemoveDay({ stored, typed, fields = {} }: Props & { readonly stored: DayInput }) {
  const texts = useMessages(calendarMessages)
  return (
    <section className="stack stack-sm" aria-labelledby="bo-ngay">
      <h2 id="bo-ngay">{texts.remove}</h2>
      <p className="soft">{texts.removeNote}</p>
      <form className="stack" method="post">
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="date" value={formatDate(stored.date)} />
        <TextField
          name="reason"
          label={texts.reason}
          hint={texts.reasonHint}
          value={typed?.['reason']}
          error={fields['reason']}
          required
        />
        <p>
          <Button kind="danger">{texts.removeButton}</Button>
        </p>
      </form>
    </section>
  )
}
