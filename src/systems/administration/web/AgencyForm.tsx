import { formatDate } from '../../../platform/text/index.ts'
import { Button } from '../../../web/components/button/Button.tsx'
import { TextField } from '../../../web/components/field/Field.tsx'
import { useMessages } from '../../../web/messages/define.ts'
import type { Agency } from '../schema.ts'
import { agencyMessages } from './messages/agencies.ts'

type Props = {
  readonly agency: Agency
  /** What is shown, so that a correction of something older is told. */
  readonly revision: string
  /** What came back from a refused post, instead of what is stored. */
  readonly typed: Readonly<Record<string, string>> | undefined
  readonly fields: Readonly<Record<string, string>> | undefined
}

/** What an administrator may correct in an agency. */
export function AgencyForm({ agency, revision, typed, fields = {} }: Props) {
  const texts = useMessages(agencyMessages)
  const shown = typed ?? storedTexts(agency)
  return (
    <section className="stack stack-sm" aria-labelledby="sua">
      <h2 id="sua">{texts.edit}</h2>
      <p className="soft">{texts.editNote}</p>
      <form className="stack" method="post">
        <input type="hidden" name="revision" value={revision} />
        <TextField name="name" label={texts.fullName} value={shown['name']} error={fields['name']} required />
        <TextField
          name="shortName"
          label={texts.shortName}
          value={shown['shortName']}
          error={fields['shortName']}
          required
        />
        <TextField
          name="hours"
          label={texts.hours}
          hint={texts.hoursHint}
          value={shown['hours']}
          error={fields['hours']}
          numeric
        />
        <TextField
          name="phone"
          label={texts.phone}
          value={shown['phone']}
          error={fields['phone']}
          inputMode="tel"
          numeric
        />
        <TextField name="address" label={texts.address} value={shown['address']} error={fields['address']} />
        <TextField
          name="validTo"
          label={texts.validTo}
          hint={texts.validToHint}
          value={shown['validTo']}
          error={fields['validTo']}
          size={10}
          numeric
        />
        <TextField name="note" label={texts.note} value={shown['note']} error={fields['note']} />
        <p>
          <Button>{texts.save}</Button>
        </p>
      </form>
    </section>
  )
}

function storedTexts(agency: Agency): Readonly<Record<string, string | undefined>> {
  const { name, shortName, hours, phone, address, validTo, note } = agency
  return {
    name,
    shortName,
    hours: hours ?? undefined,
    phone: phone ?? undefined,
    address: address ?? undefined,
    validTo: validTo === null ? undefined : formatDate(validTo),
    note: note ?? undefined,
  }
}
