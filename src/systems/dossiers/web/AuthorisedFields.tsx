import { Details } from '#web/components/disclosure/Details.tsx'
import { DayField } from '#web/components/field/DayField.tsx'
import { TextField } from '#web/components/field/Field.tsx'
import type { Kept } from '#web/components/field/kept.ts'
import { useMessages } from '#web/messages/define.ts'
import type { AuthorisedField } from '../authorised.ts'
import { authorisedMessages } from './authorised-messages.ts'
import { authorisedNames } from './posted-authorised.ts'

/** Người được ủy quyền: folded, because nearly everybody acts himself; open when something is in it or wrong. */
export function AuthorisedFields({ field }: { readonly field: Kept }) {
  const texts = useMessages(authorisedMessages)
  const begun = Object.values(authorisedNames).map(field)
  const own = (key: AuthorisedField) => ({ ...field(authorisedNames[key]), label: texts[key] })
  return (
    <Details summary={texts.ask} open={begun.some(({ value, error }) => value || error)}>
      <div className="stack stack-lg">
        <p className="soft sm">{texts.hint}</p>
        <TextField {...own('name')} maxLength={120} autoComplete="off" />
        <TextField {...own('identityNumber')} {...digits} inputMode="numeric" />
        <TextField {...own('phone')} {...digits} inputMode="tel" optional />
        <TextField {...own('address')} maxLength={240} autoComplete="off" optional />
        <TextField {...own('email')} maxLength={120} autoComplete="off" optional />
        <TextField {...own('kind')} hint={texts.kindHint} maxLength={120} autoComplete="off" />
        <TextField {...own('number')} size={10} maxLength={60} autoComplete="off" optional />
        <DayField {...own('issuedOn')} optional />
      </div>
    </Details>
  )
}

const digits = { size: 10, numeric: true, autoComplete: 'off', maxLength: 20 } as const
