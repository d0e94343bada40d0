import type { ReactNode } from 'react'
import { DayField } from '#web/components/field/DayField.tsx'
import { RadioField, SelectField, TextArea, TextField } from '#web/components/field/Field.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import type { Kept, Typed } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import type { WorkName } from '../../desk/next-works.ts'
import { deskMessages } from './desk-messages.ts'
import { ApologyFields, StopFields, WithdrawFields } from './EndingFields.tsx'
import { ReceiverFields } from './ReceiverFields.tsx'
import { SupplementFields } from './SupplementFields.tsx'
import type { WorkChoices } from './work-choices.ts'
import { workMessages } from './work-messages.ts'

export type WorkFieldsProps = {
  readonly choices: WorkChoices
  readonly applicant: string
  readonly resultMethod: string
  readonly field: Kept
  /** What was typed before a refusal. */
  readonly typed: Typed | undefined
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
  apologise: ApologyFields,
  withdraw: WithdrawFields,
  stop: StopFields,
  solve: ResultFields,
  return: ReturnFields,
  'go-on-without': ShownReason,
}

function ReceiveFields({ choices: { cases, caseName }, field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const [first] = cases
  if (cases.length <= 1) return <p className="sm">{first?.promise ?? texts.noTerm}</p>
  const chosen = field('caseName')
  return (
    <RadioField
      {...chosen}
      label={texts.case}
      value={chosen.value ?? caseName ?? first?.name}
      choices={cases.map(({ name, promise }) => ({
        value: name,
        label: name || promise,
        note: name ? promise : undefined,
      }))}
    />
  )
}

const LONG = { rows: 3, maxLength: 2000 } as const

/** A reason that the citizen reads. */
export function ShownReason({ field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return <TextArea {...field('reason')} {...LONG} label={texts.reason} hint={texts.reasonShown} />
}

function ColleagueReason({ field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return <TextArea {...field('reason')} {...LONG} label={texts.reason} hint={texts.reasonColleague} />
}

function HandOverFields({ choices: { officers, approver, nextStep, drafts }, field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const officer = field('officerId')
  const draft = field('resultName')
  const [only] = drafts
  return (
    <>
      {nextStep && <p className="sm soft">{texts.nextStep(nextStep)}</p>}
      <SelectField
        {...officer}
        value={officer.value ?? approver ?? undefined}
        label={texts.officer}
        choices={officers}
        placeholder={texts.toOffice}
      />
      <TextArea {...field('note')} label={texts.noteToNext} rows={2} maxLength={2000} optional />
      {drafts.length > 1 ? (
        <SelectField
          {...draft}
          label={texts.draftOf}
          value={draft.value ?? only}
          choices={drafts.map((each) => ({ value: each, label: each }))}
        />
      ) : (
        only && <input type="hidden" name="resultName" value={only} readOnly />
      )}
    </>
  )
}

function AssignFields({ choices: { officers }, field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const { choose } = useMessages(deskMessages)
  return (
    <SelectField
      {...field('officerId')}
      label={texts.officer}
      hint={texts.assigneeHint}
      choices={officers}
      placeholder={choose}
    />
  )
}

function SupplyFields({ field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return (
    <>
      <TextArea {...field('answer')} {...LONG} label={texts.answer} />
      <FileField {...field('files')} label={texts.files} hint={texts.filesHint} multiple />
    </>
  )
}

function ConsultFields({ choices: { agencies, replyDueOn }, field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const { choose } = useMessages(deskMessages)
  const due = field('replyDueOn')
  return (
    <>
      <SelectField {...field('agencyId')} label={texts.agency} choices={agencies} placeholder={choose} />
      <TextArea {...field('question')} {...LONG} label={texts.question} />
      <DayField {...due} value={due.value ?? replyDueOn} label={texts.replyDueOn} hint={texts.clockRuns} />
    </>
  )
}

function ReplyFields({ choices: { asked }, field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return (
    <>
      {asked && <p className="sm">{asked.words}</p>}
      <input type="hidden" name="consultationId" value={asked?.id ?? ''} readOnly />
      <RadioField
        {...field('agrees')}
        label={texts.agrees}
        choices={[
          { value: 'co', label: texts.yes },
          { value: 'khong', label: texts.no },
        ]}
      />
      <TextArea {...field('reply')} {...LONG} label={texts.reply} />
    </>
  )
}

function PaymentFields(props: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const amount = props.field('amount')
  return (
    <>
      <TextField
        {...amount}
        label={texts.amount}
        hint={texts.amountHint}
        inputMode="numeric"
        size={10}
        numeric
      />
      <DayField {...props.field('dueOn')} label={texts.payBefore} hint={texts.payBeforeHint} optional />
      <ShownReason {...props} />
    </>
  )
}

function PaidFields({ field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  return <TextField {...field('note')} label={texts.paidNote} maxLength={500} optional />
}

function ResultFields({ choices: { results }, field }: WorkFieldsProps) {
  const texts = useMessages(workMessages)
  const name = { ...field('resultName'), label: texts.resultName }
  const value = name.value ?? results[0]
  const sources = (['form', 'paper'] as const).map((each) => ({ value: each, label: texts.sources[each] }))
  return (
    <>
      {results.length > 1 ? (
        <SelectField
          {...name}
          value={value}
          choices={results.map((each) => ({ value: each, label: each }))}
        />
      ) : (
        <TextField {...name} value={value} maxLength={250} />
      )}
      <TextField {...field('resultNumber')} label={texts.resultNumber} maxLength={60} size={10} numeric />
      <FileField
        {...field('file')}
        label={texts.file}
        hint={texts.filesHint}
        accept=".pdf,application/pdf"
        optional
      />
      <SelectField
        {...field('source')}
        label={texts.source}
        choices={sources}
        placeholder={texts.sources.auto}
        optional
      />
      <TextArea {...field('note')} label={texts.optionalNote} rows={2} maxLength={2000} optional />
    </>
  )
}

function ReturnFields(props: WorkFieldsProps) {
  return <ReceiverFields {...props} authorised={props.choices.authorised} />
}
