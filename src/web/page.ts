import { data, type LoaderFunctionArgs, redirect } from 'react-router'
import { appContext, shellContext } from '#web/context.ts'
import type { Context } from '../platform/context.ts'
import { isRefusal } from '../platform/errors.ts'
import { signInPath } from './gate.ts'
import type { Locale } from './locale.ts'
import { refusalWords, type ShownRefusal } from './refusal-words.ts'

export type { ShownRefusal }

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
      throw problemOf(error, args)
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
      return inWordsOf(localeOf(args), await act(args.context.get(appContext), args))
    } catch (error) {
      if (!isRefusal(error) || [401, 403, 404].includes(error.status)) throw problemOf(error, args)
      return data({ refusal: refusalWords(error, localeOf(args)) }, { status: error.status })
    }
  }
}

function localeOf({ context }: LoaderFunctionArgs): Locale {
  return context.get(shellContext).locale
}

/** `keepTyped` brings a refusal back in the words of its thrower; here it gets those of the reader. */
function inWordsOf<Result>(locale: Locale, result: Result): Result {
  const answered = (result as { readonly data?: { refusal?: ShownRefusal } } | null | undefined)?.data
  if (answered?.refusal) answered.refusal = refusalWords(answered.refusal, locale)
  return result
}

function problemOf(error: unknown, args: LoaderFunctionArgs): unknown {
  const { url } = args
  if (!isRefusal(error)) return error
  if (error.status === 401) return redirect(signInPath(url.pathname + url.search), 303)
  const { code, message } = refusalWords(error, localeOf(args))
  return data({ code, message }, { status: error.status })
}
