import { data, type LoaderFunctionArgs, redirect } from 'react-router'
import { appContext } from '#web/context.ts'
import type { Context } from '../platform/context.ts'
import { isRefusal } from '../platform/errors.ts'
import { signInPath } from './gate.ts'

/** A refusal as a page shows it: in a problem page, or on top of the form that was posted. */
export type ShownRefusal = {
  readonly code: string
  readonly message: string
  readonly fields: Readonly<Record<string, string>>
}

/**
 * A loader with the Context. A Refusal becomes the problem page with its status and sentence; 401 leads to the sign-in
 * and back. Use: `export const loader = page(async (ctx, { params }: Route.LoaderArgs) => …)`.
 */
export function page<Args extends LoaderFunctionArgs, Result>(
  load: (ctx: Context, args: Args) => Promise<Result> | Result,
): (args: Args) => Promise<Result> {
  return async (args) => {
    try {
      return await load(args.context.get(appContext), args)
    } catch (error) {
      throw problemOf(error, args.url)
    }
  }
}

/**
 * An action with the Context. A Refusal that the person can mend (400, 409, 413, 422, 429, and 503 by sending
 * again) comes back as
 * `actionData.refusal` with its status, for the error summary; 401 leads to the sign-in; 403 and 404 are problem pages.
 */
export function pageAction<Args extends LoaderFunctionArgs, Result>(
  act: (ctx: Context, args: Args) => Promise<Result> | Result,
) {
  return async (args: Args) => {
    try {
      return await act(args.context.get(appContext), args)
    } catch (error) {
      if (!isRefusal(error) || [401, 403, 404].includes(error.status)) throw problemOf(error, args.url)
      const refusal: ShownRefusal = { code: error.code, message: error.message, fields: error.fields }
      return data({ refusal }, { status: error.status })
    }
  }
}

function problemOf(error: unknown, url: URL): unknown {
  if (!isRefusal(error)) return error
  if (error.status === 401) return redirect(signInPath(url.pathname + url.search), 303)
  return data({ code: error.code, message: error.message }, { status: error.status })
}
