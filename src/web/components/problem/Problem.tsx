import { isRouteErrorResponse } from 'react-router'
import { useMessages } from '../../messages/define.ts'
import { useShell } from '../../shell.ts'
import { HotlineLink } from '../hotline/HotlineLink.tsx'
import { PageTitle } from '../page-title/PageTitle.tsx'
import { problemMessages } from './messages.ts'

/** What went wrong on a page, whose fault it is, and a way on. Used by the error boundaries of the frames. */
export function Problem({ error }: { error: unknown }) {
  const texts = useMessages(problemMessages)
  const { requestId, person } = useShell()
  const desk = person?.kind === 'officer'
  const { kind, message } = problemOf(error)
  const title = { missing: texts.notFoundTitle, refused: texts.refusedTitle, bug: texts.bugTitle }[kind]
  const sentence = message ?? (kind === 'bug' ? texts.bug : texts.notFound)
  return (
    <main id="noi-dung" className="page problem">
      <PageTitle>{title}</PageTitle>
      <div className="stack stack-lg measure">
        <h1>{title}</h1>
        <p>{sentence}</p>
        {kind === 'bug' && (
          <p>
            {texts.code}: <code>{requestId}</code>
          </p>
        )}
        <p className="row">
          <a className="button" href={desk ? '/ban-lam-viec' : '/'}>
            {desk ? texts.desk : texts.home}
          </a>
          <HotlineLink button />
        </p>
      </div>
    </main>
  )
}

type Shown = { readonly kind: 'missing' | 'refused' | 'bug'; readonly message?: string }

function problemOf(error: unknown): Shown {
  if (!isRouteErrorResponse(error) || error.status >= 500) return { kind: 'bug' }
  const message = (error.data as { message?: unknown } | null)?.message
  return {
    kind: error.status === 404 || error.status === 405 ? 'missing' : 'refused',
    ...(typeof message === 'string' ? { message } : {}),
  }
}
