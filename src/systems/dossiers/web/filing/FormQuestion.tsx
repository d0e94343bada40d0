import { DateField } from '#web/components/field/DateField.tsx'
import { CheckboxField, RadioField, SelectField, TextArea, TextField } from '#web/components/field/Field.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { FormItem } from '../../../procedures/index.ts'
import type { CommuneChoice } from '../../queries/filing.ts'
import { filingMessages } from './messages.ts'

type Props = {
  readonly item: FormItem
  /** The answer as it is kept, or as it was typed. */
  readonly answer: unknown
  readonly error?: string | undefined
  readonly warning?: string | undefined
  readonly communes: readonly CommuneChoice[]
}

/** One question of an electronic form, as the field that its kind asks for. */
export function FormQuestion({ item, answer, error, warning, communes }: Props) {
  const texts = useMessages(filingMessages)
  const { widget, options = [] } = item
  const partial = widget === 'partial-date' ? texts.partialDateHint : undefined
  const field = {
    name: item.field,
    label: item.label,
    hint: item.hint ?? partial,
    error,
    warning,
    optional: !item.required && widget !== 'checkbox',
  }
  const value = answer === undefined ? undefined : String(answer)
  switch (widget) {
    case 'date':
    case 'partial-date':
      return <DateField {...field} value={typedParts(value)} />
    case 'radio':
      return <RadioField {...field} value={value} choices={options} />
    case 'select':
      return <SelectField {...field} value={value} choices={options} placeholder={texts.choose} />
    case 'area': {
      const choices = communes.map(({ code, name }) => ({ value: code, label: name }))
      return <SelectField {...field} value={value} choices={choices} placeholder={texts.chooseCommune} />
    }
    case 'textarea':
      return <TextArea {...field} value={value} />
    case 'checkbox':
      return <Consent {...{ item, error }} given={answer === true} />
    default:
      return <TextField {...field} value={value} {...inputOf[widget]} />
  }
}

const inputOf = {
  text: {},
  'person-name': { autoComplete: 'off' },
  number: { inputMode: 'decimal', numeric: true, size: 10 },
  'identity-number': { inputMode: 'numeric', numeric: true },
  phone: { type: 'tel', inputMode: 'tel', numeric: true },
  email: { type: 'email', inputMode: 'email' },
} as const

/** A single box: its label is the sentence beside it, so there is no group around it. */
function Consent({ item, error, given }: { item: FormItem; error: string | undefined; given: boolean }) {
  return (
    <CheckboxField
      name={item.field}
      label={<span className="hidden-text">{item.label}</span>}
      error={error}
      choices={[{ value: 'true', label: item.label, note: item.hint }]}
      values={given ? ['true'] : []}
    />
  )
}

/** The parts of a kept or mistyped date, which is always written year first. */
function typedParts(text: string | undefined) {
  const [year = '', month = '', day = ''] = (text ?? '').split('-')
  return { day, month, year }
}
