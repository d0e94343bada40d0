import { notFound } from '#platform/errors.ts'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { isSignedFile } from '../queries.ts'
import { verifyStored } from '../verify-stored.ts'
import type { Route } from './+types/check-stored.ts'
import { checkMessages } from './messages/check.ts'
import { Report } from './Report.tsx'

/** A file that this province signed, by the digest of its bytes: who holds the file knows it, nobody else guesses it. */
export const loader = page(async (ctx, { params: { fileHash } }: Route.LoaderArgs) => {
  if (!(await isSignedFile(ctx.db, fileHash))) {
    throw notFound('file.not_found', 'Không có tệp này trong kho văn bản đã ký. Hãy tải tệp lên để kiểm tra.')
  }
  return { report: await verifyStored(ctx, fileHash), now: ctx.now() }
})

/** The check of a file that is here. */
export default function CheckStored({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(checkMessages)
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${texts.result}: ${texts.verdicts[loaderData.report.verdict]}`}</PageTitle>
      <TitleBlock title={texts.result} crumbs={[{ href: '/kiem-tra-chu-ky', label: texts.title }]} />
      <Report {...loaderData} />
    </main>
  )
}
