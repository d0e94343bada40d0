import { Icon } from '../icon/Icon.tsx'

type Props = {
  /** The id of the field; its label stands elsewhere: `<label htmlFor={id}>`. */
  readonly id: string
  readonly name: string
  readonly action: string
  readonly value?: string | undefined
  readonly placeholder?: string
  /** The word on the button, and what else to say to those who do not see the page. */
  readonly button: string
  readonly buttonMore?: string
  /** On the dark ground of the hero. */
  readonly sun?: boolean
  /** Codes: digits of equal width. */
  readonly numeric?: boolean
  readonly describedBy?: string
}

/** One field and a button, by GET, so that a result has an address. The button on the hero is an icon on phones. */
export function SearchForm(props: Props) {
  const { id, name, action, value, placeholder, button, buttonMore, sun, numeric, describedBy } = props
  return (
    <search>
      <form className="search" action={action}>
        <input
          className={numeric ? 'input num' : 'input'}
          {...{ id, name, placeholder }}
          type="search"
          autoComplete="off"
          defaultValue={value}
          aria-describedby={describedBy}
        />
        <button
          type="submit"
          className={sun ? 'button button-sun' : 'button'}
          // On phones the word is not shown, so the name cannot come from it.
          aria-label={buttonMore && `${button} ${buttonMore}`}
        >
          {sun && <Icon name="search" />}
          {sun ? <span>{button}</span> : button}
        </button>
      </form>
    </search>
  )
}
