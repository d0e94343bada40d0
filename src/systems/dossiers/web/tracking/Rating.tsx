import { RadioField, TextArea } from '#web/components/field/Field.tsx'
import { useMessages } from '#web/messages/define.ts'
import { requestMessages } from './request-messages.ts'

type Props = {
  readonly given: { readonly stars: number; readonly comment: string | null } | null
  /** The form was sent without a choice. */
  readonly unrated: boolean
}

/** One question after the end; what was answered, once it was. */
export function Rating({ given, unrated }: Props) {
  const texts = useMessages(requestMessages).rating
  if (given) {
    return (
      <section className="stack" id="danh-gia">
        <p>{texts.given(given.stars)}</p>
        {given.comment && <p className="soft">{given.comment}</p>}
      </section>
    )
  }
  const choices = ([5, 4, 3, 2, 1] as const).map((stars) => ({
    value: String(stars),
    label: texts.stars[stars],
  }))
  return (
    <section className="stack" id="danh-gia" aria-labelledby="danh-gia-ten">
      <h2 id="danh-gia-ten">{texts.title}</h2>
      <form method="post" className="stack measure" noValidate>
        <RadioField
          name="muc"
          label={texts.level}
          choices={choices}
          error={unrated ? texts.missing : undefined}
        />
        <TextArea name="gop-y" label={texts.comment} rows={3} maxLength={2000} optional />
        <p>
          <button type="submit" className="button button-quiet">
            {texts.send}
          </button>
        </p>
      </form>
    </section>
  )
}
