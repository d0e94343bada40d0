import { TextField } from '../../../web/components/field/Field.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import { officerMessages } from './messages/officers.ts'

type Props = {
  /** What is stored, or what came back from a refused post. */
  readonly shown: Readonly<Record<string, string | undefined>>
  readonly fields: Readonly<Record<string, string>> | undefined
}

/** The fields of an officer, to add and to correct. */
export function OfficerFields({ shown, fields = {} }: Props) {
  const texts = useMessages(officerMessages)
  return (
    <>
      <TextField
        name="fullName"
        label={texts.name}
        value={shown['fullName']}
        error={fields['fullName']}
        autoComplete="off"
        required
      />
      <TextField
        name="employeeCode"
        label={texts.code}
        hint={texts.codeHint}
        value={shown['employeeCode']}
        error={fields['employeeCode']}
        autoComplete="off"
        numeric
        required
      />
      <TextField
        name="email"
        label={texts.email}
        value={shown['email']}
        error={fields['email']}
        type="email"
        autoComplete="off"
        optional
      />
      <TextField
        name="phone"
        label={texts.phone}
        value={shown['phone']}
        error={fields['phone']}
        inputMode="tel"
        autoComplete="off"
        numeric
        optional
      />
      <TextField
        name="subject"
        label={texts.subject}
        hint={texts.subjectHint}
        value={shown['subject']}
        error={fields['subject']}
        autoComplete="off"
        optional
      />
    </>
  )
}
