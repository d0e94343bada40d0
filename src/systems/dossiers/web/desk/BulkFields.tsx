import { SelectField, TextArea } from '#web/components/field/Field.tsx'
import type { Kept } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import type { MarkedRow } from './BulkTable.tsx'
import { bulkMessages } from './bulk-messages.ts'
import { type BulkName, officerField } from './bulk-works.ts'
import { deskMessages } from './desk-messages.ts'
import type { Option } from './work-choices.ts'
import { workMessages } from './work-messages.ts'

/** A desk to which some of the dossiers go. */
type Desk = {
  readonly key: string
  readonly agencyName: string
  readonly role: keyof (typeof deskMessages)['vi']['roles']
  readonly officers: readonly Option[]
  readonly approver: string | null
}

type Props = {
  readonly work: BulkName
  readonly officers: readonly Option[]
  readonly desks: readonly Desk[]
  readonly rows: readonly MarkedRow[]
  readonly field: Kept
}

/** What is said of all of them together. */
export function BulkFields({ work, officers, desks, rows, field }: Props) {
  const texts = useMessages(bulkMessages)
  const words = useMessages(workMessages)
  const shared = useMessages(deskMessages)
  if (work === 'receive') return null
  if (work === 'assign') {
    return (
      <SelectField
        {...field('officerId')}
        label={words.officer}
        hint={texts.whichOfficer}
        choices={officers}
        placeholder={shared.choose}
      />
    )
  }
  if (work === 'hand-over') {
    return (
      <>
        {desks.map(({ key, agencyName, role, officers: there, approver }) => {
          const officer = field(officerField(key))
          const many = rows.filter(({ next }) => next?.desk === key).length
          return (
            <SelectField
              key={key}
              {...officer}
              value={officer.value ?? approver ?? undefined}
              label={texts.officerAt(agencyName, shared.roles[role].toLocaleLowerCase('vi'), many)}
              choices={there}
              placeholder={words.toOffice}
            />
          )
        })}
        <TextArea {...field('note')} label={words.noteToNext} rows={2} maxLength={2000} optional />
      </>
    )
  }
  return (
    <>
      <TextArea {...field('others')} label={texts.others} hint={words.once} rows={3} maxLength={3000} />
      <TextArea
        {...field('reason')}
        label={words.reason}
        hint={words.reasonShown}
        rows={2}
        maxLength={2000}
      />
    </>
  )
}
