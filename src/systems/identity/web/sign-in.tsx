import { Button, LinkButton } from '#web/components/button/Button.tsx'
import { Icon } from '#web/components/icon/Icon.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { ownPath } from '#web/locale.ts'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import type { Route } from './+types/sign-in.ts'
import { signInMessages } from './messages.ts'

export const loader = page(async (_ctx, { url }: Route.LoaderArgs) => ({
  returnTo: ownPath(url.searchParams.get('ve')),
  failure: url.searchParams.get('loi'),
}))

export default function SignIn({ loaderData: { returnTo, failure } }: Route.ComponentProps) {
  const texts = useMessages(signInMessages)
  const { person } = useShell()
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{failure ? texts.failedTitle : texts.title}</PageTitle>
      <TitleBlock title={texts.title}>{texts.lead}</TitleBlock>
      <div className="stack stack-lg measure">
        {failure && <Failure code={failure} />}
        {person === null ? (
          <Begin returnTo={returnTo} />
        ) : (
          <SignedIn name={person.name} returnTo={returnTo} />
        )}
        <section className="stack">
          <h2>{texts.sharedTitle}</h2>
          <p>{texts.shared}</p>
        </section>
        <section className="stack">
          <h2>{texts.noAccountTitle}</h2>
          <p>{texts.noAccount}</p>
        </section>
      </div>
    </main>
  )
}

function Failure({ code }: { code: string }) {
  const texts = useMessages(signInMessages)
  const known = Object.hasOwn(texts.failures, code) ? code : 'sign_in.failed'
  return (
    <Notice icon="alert" state="late" title={texts.failedTitle}>
      <p>{texts.failures[known as keyof typeof texts.failures]}</p>
    </Notice>
  )
}

function Begin({ returnTo }: { returnTo: string }) {
  const texts = useMessages(signInMessages)
  const { sandbox } = useShell()
  return (
    <>
      {sandbox && (
        <Notice icon="info" title={texts.sandboxTitle}>
          <p>{texts.sandbox}</p>
        </Notice>
      )}
      <p>
        <a className="button" href={`/dang-nhap/bat-dau?ve=${encodeURIComponent(returnTo)}`}>
          <Icon name="shield" />
          {sandbox ? texts.beginSandbox : texts.begin}
        </a>
      </p>
    </>
  )
}

function SignedIn({ name, returnTo }: { name: string; returnTo: string }) {
  const texts = useMessages(signInMessages)
  return (
    <Notice icon="person" title={texts.signedInTitle(name)}>
      <form method="post" action="/dang-xuat" className="row">
        <LinkButton href={returnTo}>{texts.goOn}</LinkButton>
        <Button kind="quiet">{texts.signOut}</Button>
      </form>
    </Notice>
  )
}
