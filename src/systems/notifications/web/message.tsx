import { Refusal } from '#platform/errors.ts'
import { LinkButton } from '#web/components/button/Button.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { shellContext } from '#web/context.ts'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { getMessage } from '../queries.ts'
import type { Route } from './+types/message.ts'
import { MessageStatus } from './MessageStatus.tsx'
import { pageMessages } from './messages.ts'
import { Paragraphs } from './Paragraphs.tsx'

export const loader = page(async ({ db }, { params, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(params.id)) {
    throw new Refusal(404, 'message.not_found', 'Không có thư này. Hãy xem lại danh sách thư đi.')
  }
  const message = await getMessage(db, params.id)
  return {
    ...message,
    at: momentWords(new Date(message.createdAt), locale),
    sent: message.sentAt && momentWords(new Date(message.sentAt), locale),
  }
})

export default function Message({ loaderData: message }: Route.ComponentProps) {
  const texts = useMessages(pageMessages)
  const { subject, recipient, at, sent, lastError, body, link } = message
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{subject}</PageTitle>
      <TitleBlock
        title={subject}
        crumbs={[
          { href: '/quan-tri', label: texts.administration },
          { href: '/thu-di', label: texts.outboxTitle },
        ]}
      />
      <div className="stack measure">
        <Facts
          facts={[
            { label: texts.to, value: recipient },
            { label: texts.at, value: at },
            { label: texts.state, value: <MessageStatus message={message} /> },
            ...(sent ? [{ label: texts.sentAt, value: sent }] : []),
            ...(lastError ? [{ label: texts.problem, value: lastError }] : []),
          ]}
        />
        {body === null ? <p className="soft">{texts.hidden}</p> : <Letter body={body} />}
        {body !== null && (
          <p>
            <LinkButton href={link} kind="quiet">
              {texts.openLink}
            </LinkButton>
          </p>
        )}
      </div>
    </main>
  )
}

/** The text as it was written. */
function Letter({ body }: { body: string }) {
  return (
    <article className="panel stack">
      <Paragraphs text={body} />
    </article>
  )
}
