import { data } from 'react-router'
import { isRefusal } from '#platform/errors.ts'
import { normalise } from '#platform/text/index.ts'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { TextField } from '#web/components/field/Field.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { refusalWords } from '#web/refusal-words.ts'
import { countLookup } from '../../actions/count-lookup.ts'
import { lookUpDossier } from '../../queries/public-queries.ts'
import type { Route } from './+types/lookup.ts'
import { lookupMessages } from './lookup-messages.ts'
import { PublicState } from './PublicState.tsx'

/** The code may come in the address, from the box of the first page; the phone number never does. */
export const loader = page((ctx, { url }: Route.LoaderArgs) => ({
  code: url.searchParams.get('ma')?.slice(0, 60) ?? '',
  now: ctx.now(),
}))

export const action = pageAction(async (ctx, { request, context }: Route.ActionArgs) => {
  const posted = await request.formData()
  const typed = { code: textOf(posted, 'ma'), phone: textOf(posted, 'dien-thoai') }
  const missing = { ma: typed.code === '', 'dien-thoai': typed.phone === '' }
  if (missing.ma || missing['dien-thoai']) return data({ typed, missing }, { status: 422 })
  try {
    await countLookup(ctx, typed)
    return { found: await lookUpDossier(ctx, typed) }
  } catch (error) {
    if (!isRefusal(error) || ![422, 429].includes(error.status)) throw error
    const { message, fields } = refusalWords(error, context.get(shellContext).locale)
    return data({ typed, refused: message, fields: { ...fields } }, { status: error.status })
  }
})

function textOf(posted: FormData, name: string): string {
  return normalise(String(posted.get(name) ?? '')).slice(0, 60)
}

export default function Lookup({ loaderData, actionData }: Route.ComponentProps) {
  const shared = useMessages(lookupMessages)
  const texts = shared.lookup
  if (actionData && 'found' in actionData) {
    return (
      <main id="noi-dung" className="page">
        <PageTitle>{`${texts.found} ${actionData.found.code}`}</PageTitle>
        <TitleBlock
          title={actionData.found.procedureName}
          crumbs={[{ href: '/tra-cuu', label: texts.another }]}
          meta={[<code key="code">{actionData.found.code}</code>]}
        />
        <PublicState dossier={actionData.found} now={loaderData.now} />
      </main>
    )
  }
  const refused = actionData && 'refused' in actionData ? actionData : undefined
  const missing = actionData && 'missing' in actionData ? actionData.missing : undefined
  const errors: Record<string, string> = {
    ...refused?.fields,
    ...(missing?.ma ? { ma: texts.codeMissing } : {}),
    ...(missing?.['dien-thoai'] ? { 'dien-thoai': texts.phoneMissing } : {}),
  }
  const failed = refused !== undefined || missing !== undefined
  const typed = actionData && 'typed' in actionData ? actionData.typed : undefined
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{failed ? `${shared.errorPrefix}${texts.title}` : texts.title}</PageTitle>
      <TitleBlock title={texts.title} crumbs={[]}>
        {texts.intro}
      </TitleBlock>
      <form className="stack stack-lg measure" method="post" action="/tra-cuu" noValidate>
        <ErrorSummary fields={errors} message={refused?.refused} />
        <TextField
          name="ma"
          label={texts.code}
          hint={texts.codeHint}
          error={errors['ma']}
          value={typed?.code ?? loaderData.code}
          autoComplete="off"
          maxLength={60}
          numeric
        />
        <TextField
          name="dien-thoai"
          label={texts.phone}
          hint={texts.phoneHint}
          error={errors['dien-thoai']}
          value={typed?.phone}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={20}
          numeric
        />
        <p>
          <button type="submit" className="button">
            {texts.show}
          </button>
        </p>
        <p className="soft sm">
          {texts.lost} <a href="/ho-so">{texts.signIn}</a> {texts.seeAll}
        </p>
      </form>
    </main>
  )
}
