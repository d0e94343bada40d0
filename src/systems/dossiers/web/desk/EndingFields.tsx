import { DayField } from '#web/components/field/DayField.tsx'
import { SelectField, TextArea, TextField } from '#web/components/field/Field.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { useMessages } from '#web/messages/define.ts'
import { deskMessages } from './desk-messages.ts'
import { ShownReason, type WorkFieldsProps } from './WorkFields.tsx'
import { workMessages } from './work-messages.ts'

/** Dừng giải quyết: a ground of the list that holds today, with its paper where it needs one. */
export function StopFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const { choose } = useMessages(deskMessages)
  const { choices, field } = props
  return (
    <>
      <SelectField
        {...field('groundId')}
        label={texts.legalGround}
        hint={texts.legalGroundHint}
        choices={choices.grounds}
        placeholder={choose}
      />
      <TextField
        {...field('groundText')}
        label={texts.groundText}
        hint={texts.groundTextHint}
        maxLength={300}
        optional
      />
      <ShownReason {...props} />
    </>
  )
}

/** Rút hồ sơ tại một cửa: what the applicant says, and the paper he signed if there is one. */
export function WithdrawFields({ field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return (
    <>
      <TextArea
        {...field('reason')}
        label={texts.withdrawReason}
        hint={texts.withdrawHint}
        rows={3}
        maxLength={2000}
      />
      <FileField {...field('files')} label={texts.withdrawPaper} hint={texts.filesHint} optional />
    </>
  )
}

/** Phiếu xin lỗi (form 04) as the system drafted it, to be put into the head's own words and signed. */
export function ApologyFields({ choices: { apology }, field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const reason = field('reason')
  const day = field('newPromisedOn')
  return (
    <>
      {apology && <p className="sm">{apology.words}</p>}
      <TextArea
        {...reason}
        value={reason.value ?? apology?.reason}
        label={texts.apologyReason}
        hint={texts.reasonShown}
        rows={4}
        maxLength={2000}
      />
      <DayField
        {...day}
        value={day.value ?? apology?.newPromisedOn}
        label={texts.newPromisedOn}
        hint={texts.apologyOnce}
      />
    </>
  )
}
