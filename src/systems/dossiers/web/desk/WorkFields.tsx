import type { ReactNode } from 'react'
import { RadioField, SelectField, TextArea, TextField } from '../../../../web/components/field/Field.tsx'
import { FileField } from '../../../../web/components/field/FileField.tsx'
import { useMessages } from '../../../../web/messages/define.ts'
import type { WorkName } from '../../desk/next-works.ts'
import { deskMessages } from './desk-messages.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import { SupplementFields } from './SupplementFields.tsx'
import type { WorkChoices } from './work-choices.ts'
import { workMessages } from './work-messages.ts'

export type WorkFieldsProps = {
  readonly choices: WorkChoices
  readonly applicant: string
  readonly resultMethod: string
  readonly errors: Readonly<Record<string, string>>
  /** What was typed before a refusal. */
  readonly typed: Readonly<Record<string, readonly string[]>>
}

/** The fields of each work. */
export const fieldsOf: Readonly<Record<WorkName, (props: WorkFieldsProps) => ReactNode>> = {
  receive: ReceiveFields,
  refuse: ShownReason,
  'hand-over': HandOverFields,
  'send-back': ColleagueReason,
  assign: AssignFields,
  'request-supplement': SupplementFields,
  supply: SupplyFields,
  consult: ConsultFields,
  reply: ReplyFields,
  'request-payment': PaymentFields,
  'confirm-payment': PaidFields,
  stop: StopFields,
  solve: ResultFields,
  return: ReturnFields,
}

/** What a field shows: its name, the error beside it, and what was typed before. */
export function kept(name: string, { errors, typed }: WorkFieldsProps) {
  return { name, error: errors[name], value: typed[name]?.[0] }
}

function ReceiveFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const { cases } = props.choices
  const [first] = cases
  if (cases.length <= 1) return <p className="sm">{first?.promise ?? texts.noTerm}</p>
  return (
    <RadioField
      {...kept('caseName', props)}
      label={texts.case}
      value={props.typed['caseName']?.[0] ?? first?.name}
      choices={cases.map(({ name, promise }) => ({
        value: name,
        label: name || promise,
        note: name ? promise : undefined,
      }))}
    />
  )
}

function ShownReason(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return (
    <TextArea
      {...kept('reason', props)}
      label={texts.reason}
      hint={texts.reasonShown}
      rows={3}
      maxLength={2000}
    />
  )
}

function ColleagueReason(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return (
    <TextArea
      {...kept('reason', props)}
      label={texts.reason}
      hint={texts.reasonColleague}
      rows={3}
      maxLength={2000}
    />
  )
}

function HandOverFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const { officers, nextStep } = props.choices
  return (
    <>
      {nextStep && <p className="sm soft">{texts.nextStep(nextStep)}</p>}
      <SelectField
        {...kept('officerId', props)}
        label={texts.officer}
        choices={officers}
        placeholder={texts.toOffice}
      />
      <TextArea {...kept('note', props)} label={texts.noteToNext} rows={2} maxLength={2000} optional />
    </>
  )
}

function AssignFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const shared = useMessages(deskMessages)
  return (
    <SelectField
      {...kept('officerId', props)}
      label={texts.officer}
      hint={texts.assigneeHint}
      choices={props.choices.officers}
      placeholder={shared.choose}
    />
  )
}

function SupplyFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return (
    <>
      <TextArea {...kept('answer', props)} label={texts.answer} rows={3} maxLength={2000} />
      <FileField
        name="files"
        label={texts.files}
        hint={texts.filesHint}
        error={props.errors['files']}
        multiple
      />
    </>
  )
}

function ConsultFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const shared = useMessages(deskMessages)
  const { agencies, replyDueOn } = props.choices
  const due = kept('replyDueOn', props)
  return (
    <>
      <SelectField
        {...kept('agencyId', props)}
        label={texts.agency}
        choices={agencies}
        placeholder={shared.choose}
      />
      <TextArea {...kept('question', props)} label={texts.question} rows={3} maxLength={2000} />
      <TextField
        {...due}
        value={due.value ?? replyDueOn}
        label={texts.replyDueOn}
        hint={texts.clockRuns}
        type="date"
        size={10}
      />
    </>
  )
}

function ReplyFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const { asked } = props.choices
  return (
    <>
      {asked && <p className="sm">{asked.words}</p>}
      <input type="hidden" name="consultationId" value={asked?.id ?? ''} readOnly />
      <RadioField
        {...kept('agrees', props)}
        label={texts.agrees}
        choices={[
          { value: 'co', label: texts.yes },
          { value: 'khong', label: texts.no },
        ]}
      />
      <TextArea {...kept('reply', props)} label={texts.reply} rows={3} maxLength={2000} />
    </>
  )
}

function PaymentFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return (
    <>
      <TextField
        {...kept('amount', props)}
        label={texts.amount}
        hint={texts.amountHint}
        inputMode="numeric"
        size={10}
        numeric
      />
      <TextArea
        {...kept('reason', props)}
        label={texts.reason}
        hint={texts.reasonShown}
        rows={3}
        maxLength={2000}
      />
    </>
  )
}

function PaidFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return <TextField {...kept('note', props)} label={texts.paidNote} maxLength={500} optional />
}

function StopFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return (
    <>
      <TextField
        {...kept('legalGround', props)}
        label={texts.legalGround}
        hint={texts.legalGroundHint}
        maxLength={500}
      />
      <TextArea
        {...kept('reason', props)}
        label={texts.reason}
        hint={texts.reasonShown}
        rows={3}
        maxLength={2000}
      />
    </>
  )
}

function ResultFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const { results } = props.choices
  const name = kept('resultName', props)
  const choices = results.map((each) => ({ value: each, label: each }))
  return (
    <>
      {results.length > 1 ? (
        <SelectField {...name} value={name.value ?? results[0]} label={texts.resultName} choices={choices} />
      ) : (
        <TextField {...name} value={name.value ?? results[0]} label={texts.resultName} maxLength={250} />
      )}
      <TextField
        {...kept('resultNumber', props)}
        label={texts.resultNumber}
        maxLength={60}
        size={10}
        numeric
      />
      <FileField
        name="file"
        label={texts.file}
        hint={texts.filesHint}
        error={props.errors['file']}
        accept=".pdf,application/pdf"
        optional
      />
      <TextArea {...kept('note', props)} label={texts.optionalNote} rows={2} maxLength={2000} optional />
    </>
  )
}

function ReturnFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const methods = useMessages(dossierPageMessages).methods
  const method = kept('method', props)
  const handedTo = kept('handedTo', props)
  return (
    <>
      <RadioField
        {...method}
        value={method.value ?? props.resultMethod}
        label={texts.method}
        choices={Object.entries(methods).map(([value, label]) => ({ value, label }))}
      />
      <TextField
        {...handedTo}
        value={handedTo.value ?? props.applicant}
        label={texts.handedTo}
        maxLength={120}
      />
      <TextField
        {...kept('handedPaper', props)}
        label={texts.handedPaper}
        hint={texts.handedPaperHint}
        maxLength={60}
        size={10}
        numeric
      />
    </>
  )
}
