import { CheckboxField, RadioField, TextField } from '#web/components/field/Field.tsx'
import type { Kept } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import { workMessages } from './work-messages.ts'

type Props = {
  readonly field: Kept
  readonly applicant: string
  readonly resultMethod: string
  /** Who was authorised when the dossier was handed in: one mark instead of five fields. */
  readonly authorised?: string | null
}

/** Who takes a result: how, whom, by what right on behalf of the applicant, and the parcel. */
export function ReceiverFields({ field, applicant, resultMethod, authorised = null }: Props) {
  const texts = useMessages(workMessages)
  const methods = useMessages(dossierPageMessages).methods
  const [method, handedTo] = [field('method'), field('handedTo')]
  const number = { maxLength: 60, size: 10, numeric: true } as const
  return (
    <>
      <RadioField
        {...method}
        value={method.value ?? resultMethod}
        label={texts.method}
        choices={Object.entries(methods).map(([value, label]) => ({ value, label }))}
      />
      {authorised && (
        <CheckboxField
          {...field('byAuthorised')}
          label={texts.byAuthorised}
          hint={texts.byAuthorisedHint}
          choices={[{ value: 'co', label: authorised }]}
        />
      )}
      <TextField {...handedTo} value={handedTo.value ?? applicant} label={texts.handedTo} maxLength={120} />
      <TextField
        {...field('handedPaper')}
        {...number}
        label={texts.handedPaper}
        hint={texts.handedPaperHint}
      />
      <TextField
        {...field('relation')}
        label={texts.relation}
        hint={texts.relationHint}
        maxLength={120}
        optional
      />
      <TextField {...field('authority')} label={texts.authority} maxLength={250} optional />
      <TextField {...field('trackingNumber')} {...number} label={texts.trackingNumber} optional />
    </>
  )
}
