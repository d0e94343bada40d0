import { Refusal } from '#platform/errors.ts'
import { normalise } from '#platform/text/index.ts'
import { Button, LinkButton } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { shellContext } from '#web/context.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { pageAction } from '#web/page.ts'
import { verifySignatures } from '../verify-stored.ts'
import type { Route } from './+types/check.ts'
import { checkMessages } from './messages/check.ts'
import { Report } from './Report.tsx'

/** Checks a posted file and forgets it. */
export const action = pageAction(async (ctx, { request, context }: Route.ActionArgs) => {
  const texts = messagesFor(context.get(shellContext).locale, checkMessages)
  const file = (await request.formData()).get('file')
  if (!(file instanceof File) || file.size === 0) {
    throw new Refusal(422, 'file.missing', texts.refused, { file: texts.noFile })
  }
  const report = await verifySignatures(ctx, new Uint8Array(await file.arrayBuffer()))
  return { report, name: normalise(file.name).slice(0, 200), now: ctx.now() }
})

/** Anybody asks whether a signed PDF can be believed. */
export default function Check({ actionData }: Route.ComponentProps) {
  const texts = useMessages(checkMessages)
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const found = actionData && 'report' in actionData ? actionData : undefined
  return (
    <main id="noi-dung" className="page">
      <PageTitle>
        {refusal
          ? `${texts.refused} ${texts.title}`
          : found
            ? `${texts.result}: ${texts.verdicts[found.report.verdict]}`
            : texts.title}
      </PageTitle>
      <TitleBlock title={found ? texts.result : texts.title} crumbs={[]}>
        {found ? undefined : texts.lead}
      </TitleBlock>
      {found ? (
        <div className="stack stack-xl">
          <Report {...found} />
          <p>
            <LinkButton href="/kiem-tra-chu-ky" kind="quiet">
              {texts.again}
            </LinkButton>
          </p>
        </div>
      ) : (
        <form method="post" encType="multipart/form-data" className="stack stack-lg measure">
          <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
          <FileField
            name="file"
            label={texts.file}
            hint={texts.hint}
            accept=".pdf,application/pdf"
            error={refusal?.fields['file']}
          />
          <p>
            <Button>{texts.check}</Button>
          </p>
        </form>
      )}
    </main>
  )
}
