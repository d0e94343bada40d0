import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { renderToPipeableStream } from 'react-dom/server'
import { type EntryContext, type RouterContextProvider, ServerRouter } from 'react-router'
import { reportContext, shellContext } from '#web/context.ts'
import { ShellProvider } from './web/shell.ts'

/**
 * Renders a page whole, never in pieces: a page that needs no script must not wait for one, and a slow line gets one
 * complete HTML.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  ...[context]: [RouterContextProvider]
): Promise<Response> {
  const shell = context.get(shellContext)
  const nonce = shell.nonce ?? ''
  const html = await new Promise<Buffer>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      <ShellProvider value={shell}>
        <ServerRouter context={entry} url={request.url} nonce={nonce} />
      </ShellProvider>,
      {
        nonce,
        onAllReady: () => resolve(buffer(pipe(new PassThrough()))),
        onShellError: reject,
        onError: (error) => context.get(reportContext)(error),
      },
    )
  })
  headers.set('content-type', 'text/html; charset=utf-8')
  return new Response(new Uint8Array(html), { status, headers })
}

/** Every unexpected error of a loader, an action or a component comes by here. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context?: RouterContextProvider },
): void {
  if (!request.signal.aborted) context?.get(reportContext)(error)
}
