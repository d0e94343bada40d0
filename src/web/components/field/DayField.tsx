import { formatDate, parseDate } from '../../../platform/text/index.ts'
import { useMessages } from '../../messages/define.ts'
import { TextField } from './Field.tsx'
import { fieldMessages } from './messages.ts'
import type { FieldProps } from './parts.tsx'

type Props = Omit<FieldProps, 'hint'> & {
  readonly hint?: string
  /** A day of the database, or what was typed. */
  readonly value?: string | undefined
  readonly required?: boolean
}

/**
 * A day of work, typed as it is written here: 05/11/2024, or 05112024 on a keypad without a slash. The browser's own day
 * field follows the language of the browser and shows an English one month first; read what is posted by `parseDate`.
 */
export function DayField({ hint, value, ...rest }: Props) {
  const texts = useMessages(fieldMessages)
  const day = value === undefined ? undefined : parseDate(value)
  return (
    <TextField
      {...rest}
      hint={hint ? `${texts.dayHint}. ${hint}` : texts.dayHint}
      value={day ? formatDate(day) : value}
      inputMode="numeric"
      autoComplete="off"
      size={10}
      numeric
    />
  )
}
