import { redirect } from 'react-router'
import { LinkButton } from '#web/components/button/Button.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { deleteDraft } from '../../actions/edit-draft.ts'
import { getFiling } from '../../queries/filing.ts'
import type { Route } from './+types/discard.ts'
import { endsMessages } from './ends-messages.ts'
import { filingMessages } from './messages.ts'

export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  const { procedure } = await getFiling(ctx, params.id)
  return { name: procedure.content.shortName }
})

export const action = pageAction(async (ctx, { params }: Route.ActionArgs) => {
  await deleteDraft(ctx, { id: params.id })
  return redirect('/ho-so', 303)
})

export default function DiscardDraft({ loaderData: { name } }: Route.ComponentProps) {
  const shared = useMessages(filingMessages)
  const texts = useMessages(endsMessages).discard
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{texts.title}</PageTitle>
      <header className="title-block">
        <h1>{texts.title}</h1>
      </header>
      <form method="post" className="stack stack-lg measure">
        <p>{texts.text(name)}</p>
        <p className="row">
          <button type="submit" className="button button-danger">
            {texts.confirm}
          </button>
          <LinkButton href="/ho-so" kind="bare">
            {shared.cancel}
          </LinkButton>
        </p>
      </form>
    </main>
  )
}
