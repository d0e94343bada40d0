import { Button } from '#web/components/button/Button.tsx'
import { DayField } from '#web/components/field/DayField.tsx'
import { TextField } from '#web/components/field/Field.tsx'
import { keptFields, type Typed } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import type { Agency } from '../schema.ts'
import { agencyMessages } from './messages/agencies.ts'

type Props = {
  readonly agency: Agency
  /** What is shown, so that a correction of something older is told. */
  readonly revision: string
  readonly typed: Typed | undefined
  readonly errors: Readonly<Record<string, string>> | undefined
}

/** What an administrator may correct in an agency. */
export function AgencyForm({ agency, revision, typed, errors }: Props) {
  const texts = useMessages(agencyMessages)
  const { name, shortName, hours, phone, address, validTo, note } = agency
  const field = keptFields({
    ...{ typed, errors },
    known: { name, shortName, hours, phone, address, validTo, note },
  })
  return (
    <section className="stack stack-sm" aria-labelledby="sua">
      <h2 id="sua">{texts.edit}</h2>
      <p className="soft">{texts.editNote}</p>
      <form className="stack" method="post">
        <input type="hidden" name="revision" value={revision} />
        <TextField {...field('name')} label={texts.fullName} required />
        <TextField {...field('shortName')} label={texts.shortName} required />
        <TextField {...field('hours')} label={texts.hours} hint={texts.hoursHint} numeric />
        <TextField {...field('phone')} label={texts.phone} inputMode="tel" numeric />
        <TextField {...field('address')} label={texts.address} />
        <DayField {...field('validTo')} label={texts.validTo} hint={texts.validToHint} />
        <TextField {...field('note')} label={texts.note} />
        <p>
          <Button>{texts.save}</Button>
        </p>
      </form>
    </section>
  )
}
