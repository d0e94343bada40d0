import { createContext, useContext } from 'react'
import type { Locale } from './locale.ts'

/** Who is signed in, as far as a page's frame has to know. */
export type Person = {
  readonly kind: 'citizen' | 'officer'
  readonly name: string
  /** Where an officer's day begins. */
  readonly home?: string
}

/** A number, whether the call costs something, and when somebody answers: "07:00-21:00". */
export type Hotline = {
  readonly number: string
  readonly free: boolean
  readonly days: 'every-day' | 'working-days'
  readonly hours: string
}

/** What the frame of every page needs, error pages included; it travels to the browser of hydrated pages as JSON. */
export type Shell = {
  readonly locale: Locale
  readonly person: Person | null
  /** Name of the province without its kind: "Bạc Liêu". */
  readonly province: string
  /** Where the province is called; null in a house without a province. */
  readonly hotline: Hotline | null
  /** True while simulated dossiers are in the database: every page then says so. */
  readonly simulated: boolean
  /** True when the sandbox stands in for the national sign-in. */
  readonly sandbox?: boolean
  /** Notifications that the person has not read; at most 100 are counted. */
  readonly unread?: number
  readonly requestId: string
  /** The nonce of the Content-Security-Policy; never sent to the browser as data. */
  readonly nonce?: string
}

const ShellReact = createContext<Shell | null>(null)

/** Gives the shell to the tree; used by the two entries and by tests. */
export const ShellProvider = ShellReact.Provider

/** The shell of the page being rendered. */
export function useShell(): Shell {
  const shell = useContext(ShellReact)
  if (shell === null) throw new Error('The page is not inside a ShellProvider')
  return shell
}
