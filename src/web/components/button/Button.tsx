import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'react-router'

/** `solid` is the next step, one to a view; `sun` the same on the dark ground; `danger` withdraws or stops. */
export type ButtonKind = 'solid' | 'quiet' | 'bare' | 'sun' | 'danger'

/** The classes of a button, for elements that are not made here. */
export function buttonClass(kind: ButtonKind = 'solid'): string {
  return kind === 'solid' ? 'button' : `button button-${kind}`
}

type ButtonProps = Omit<ComponentProps<'button'>, 'className'> & { readonly kind?: ButtonKind }

/** Posts the form it stands in; `type="button"` when a script listens. */
export function Button({ kind, type = 'submit', ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(kind)} {...rest} />
}

type LinkButtonProps = { readonly href: string; readonly kind?: ButtonKind; readonly children: ReactNode }

/** A step that is only another address. `tel:` and other schemes work too. */
export function LinkButton({ href, kind, children }: LinkButtonProps) {
  if (!href.startsWith('/')) {
    return (
      <a className={buttonClass(kind)} href={href}>
        {children}
      </a>
    )
  }
  return (
    <Link className={buttonClass(kind)} to={href}>
      {children}
    </Link>
  )
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'className' | 'aria-label'> & { readonly label: string }

/** An icon alone, in toolbars only; `label` is its word. */
export function IconButton({ label, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      className="button button-bare button-icon"
      aria-label={label}
      title={label}
      {...rest}
    />
  )
}
