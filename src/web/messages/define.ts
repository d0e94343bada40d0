import type { Locale } from '../locale.ts'
import { useShell } from '../shell.ts'

type Text = string | ((...args: never[]) => string)
type Texts = { readonly [key: string]: Text | Texts }

/** The same keys, and functions with the same arguments, in another language. */
type Translated<T> = {
  readonly [K in keyof T]: T[K] extends Texts ? Translated<T[K]> : T[K] extends string ? string : T[K]
}

export type Messages<T> = { readonly vi: T; readonly en: Translated<T> }

/**
 * The texts of a system: Vietnamese first, English with exactly the same keys, or it does not compile.
 * A text with a value in it is a function: `left: (n: number) => ` + '`còn ${n} ngày`' + `.
 */
export function defineMessages<const T extends Texts>(messages: {
  vi: T
  en: NoInfer<Translated<T>>
}): Messages<T> {
  return messages
}

/** The texts in one language, for loaders and jobs. */
export function messagesFor<T>(locale: Locale, messages: Messages<T>): Translated<T> {
  return locale === 'en' ? messages.en : (messages.vi as Translated<T>)
}

/** The texts in the language of the person who reads the page. */
export function useMessages<T>(messages: Messages<T>): Translated<T> {
  return messagesFor(useShell().locale, messages)
}
