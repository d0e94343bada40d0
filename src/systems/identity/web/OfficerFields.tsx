import { TextField } from '#web/components/field/Field.tsx'
import type { Kept } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import { officerMessages } from './messages/officers.ts'

/** The fields of an officer, to add and to correct. */
export function OfficerFields({ field }: { readonly field: Kept }) {
  const texts = useMessages(officerMessages)
  const own = (name: string) => ({ ...field(name), autoComplete: 'off' })
  return (
    <>
      <TextField {...own('fullName')} label={texts.name} required />
      <TextField {...own('employeeCode')} label={texts.code} hint={texts.codeHint} numeric required />
      <TextField {...own('email')} label={texts.email} type="email" optional />
      <TextField {...own('phone')} label={texts.phone} inputMode="tel" numeric optional />
      <TextField {...own('subject')} label={texts.subject} hint={texts.subjectHint} optional />
    </>
  )
}
