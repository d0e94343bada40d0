import { createContext } from 'react-router'
import type { Context } from '../platform/context.ts'
import type { Concerns } from '../platform/system.ts'
import type { Shell } from './shell.ts'

/*
 * The tokens by which the server hands things to pages. This file must exist once in the process, or the token that
 * is set is not the token that is read: import it as `#web/context.ts` only, which the build keeps external.
 */

/** The Context of the request, the same object that the API uses. */
export const appContext = createContext<Context>()

/** What the frame of the page shows. */
export const shellContext = createContext<Shell>()

/** Logs an unexpected error with the request id. */
export const reportContext = createContext<(error: unknown) => void>()

/** What the server refused before a page was reached: a request from another site, too large, too often. */
export type PageProblem = { readonly status: number; readonly code: string; readonly message: string }

export const problemContext = createContext<PageProblem | null>(null)

/** How the one-stop served people in some time; instants and counts, no words. */
export type ServedFigures = {
  /** Results that were promised for a day. */
  readonly returned: number
  /** The part of them that was on time, 0 to 1. */
  readonly onTimeShare: number
  readonly late: number
  readonly at: Date
}

/** Tells the figures of today, and of thirty days of a procedure; each null before there is a result to tell of. */
export type FiguresSource = {
  readonly today: (ctx: Context) => Promise<ServedFigures | null>
  readonly ofProcedure: (ctx: Context, code: string) => Promise<ServedFigures | null>
}

/** Null while no system counts; the pages then leave the figures out. */
export const figuresContext = createContext<FiguresSource | null>(null)

/** What every system tells the administrator of itself; null where nobody gathers it. */
export const concernsContext = createContext<Concerns | null>(null)
