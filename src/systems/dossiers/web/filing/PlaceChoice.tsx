import { SelectField } from '#web/components/field/Field.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { useMessages } from '#web/messages/define.ts'
import { endsMessages } from './ends-messages.ts'

export type PlaceView = {
  readonly level: string
  readonly name: string
  readonly desk: string
  readonly address: string | null
  readonly phone: string | null
  readonly hours: string | null
}

type Props = {
  readonly places: readonly PlaceView[]
  readonly level: string | null
  /** A choice when several levels solve it and it can be filed here; else plain facts. */
  readonly choosable: boolean
}

/** Who solves the procedure for the chosen commune. */
export function PlaceChoice({ places, level, choosable }: Props) {
  const texts = useMessages(endsMessages).start
  if (places.length === 0) return <p className="soft">{texts.chooseFirst}</p>
  if (choosable && places.length > 1) {
    return (
      <fieldset className="field">
        <legend className="field-label">{texts.level}</legend>
        {places.map((place) => (
          <label key={place.level} className="choice">
            <input type="radio" name="cap" value={place.level} defaultChecked={place.level === level} />
            <span>
              {place.name}
              <small>{texts.receivedBy(place.desk)}</small>
            </span>
          </label>
        ))}
      </fieldset>
    )
  }
  return places.map((place) => (
    <Facts
      key={place.level}
      facts={[
        {
          label: texts.level,
          value: (
            <>
              {place.name}
              <br />
              <span className="soft sm">{texts.receivedBy(place.desk)}</span>
            </>
          ),
        },
        ...(place.address ? [{ label: texts.address, value: place.address }] : []),
        ...(place.phone
          ? [{ label: texts.phone, value: <a href={`tel:${place.phone}`}>{place.phone}</a> }]
          : []),
        ...(place.hours
          ? [{ label: texts.hours, value: <span className="num">{place.hours.replaceAll(',', ', ')}</span> }]
          : []),
      ]}
    />
  ))
}

type DeskProps = {
  readonly desks: readonly { readonly id: string; readonly name: string }[]
  readonly desk: string | null
  readonly error: string | undefined
}

/** Any one-stop of the province, where the law lets one choose; the one of the solving agency unless another is chosen. */
export function DeskField({ desks, desk, error }: DeskProps) {
  const texts = useMessages(endsMessages).start
  if (desks.length === 0) return null
  return (
    <SelectField
      name="mot-cua"
      label={texts.desk}
      hint={texts.deskHint}
      error={error}
      value={desk ?? ''}
      placeholder={texts.deskUsual}
      choices={desks.map(({ id, name }) => ({ value: id, label: name }))}
      optional
    />
  )
}
