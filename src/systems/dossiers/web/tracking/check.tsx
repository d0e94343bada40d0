import { Notice } from '#web/components/notice/Notice.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { getDossierByToken } from '../../queries/public-queries.ts'
import { matchDossierFile } from '../../results/own-file.ts'
import { momentOf } from '../moments.ts'
import type { Route } from './+types/check.ts'
import { lookupMessages } from './lookup-messages.ts'
import { OwnFile } from './OwnFile.tsx'
import { PublicState } from './PublicState.tsx'
import { postedFile } from './posted-file.ts'

export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  return { dossier: await getDossierByToken(ctx, params.token), now: ctx.now() }
})

/** Compares the visitor's own file with the papers of the dossier, and forgets it. */
export const action = pageAction(async (ctx, args: Route.ActionArgs) => ({
  told: await matchDossierFile(ctx, args.params.token, await postedFile(args)),
}))

/** Where the QR code of a slip leads: that it is real, and what is true of it now. */
export default function Check({ loaderData: { dossier, now }, actionData }: Route.ComponentProps) {
  const texts = useMessages(lookupMessages).check
  const { locale, province } = useShell()
  const at = momentOf(now, locale)
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${texts.title} ${dossier.code}`}</PageTitle>
      <TitleBlock
        title={texts.title}
        crumbs={[]}
        meta={[
          <code key="code">{dossier.code}</code>,
          <span key="at">
            {texts.asOf} <time dateTime={at.iso}>{at.text}</time>
          </span>,
        ]}
      />
      <div className="stack stack-xl">
        <Notice icon="shield" state="info" title={texts.real(province)}>
          <p>{texts.compare}</p>
        </Notice>
        <PublicState dossier={dossier} now={now} />
        <OwnFile posted={actionData} />
      </div>
    </main>
  )
}
