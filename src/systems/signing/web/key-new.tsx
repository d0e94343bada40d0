import { Link, redirect } from 'react-router'
import type { KeyPlaces } from '#platform/config.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { RadioField, SelectField, TextField } from '#web/components/field/Field.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { type Kept, keptFields } from '#web/components/field/kept.ts'
import { Tabs } from '#web/components/navigation/Navigation.tsx'
import { shellContext } from '#web/context.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { type Answered, keepTyped } from '#web/posted.ts'
import { registerKey } from '../actions/register-key.ts'
import type { HolderKind } from '../schema.ts'
import type { Route } from './+types/key-new.ts'
import { postedKey } from './key-input.ts'
import { adminMessages } from './messages/admin.ts'

const holders: Readonly<Record<string, HolderKind>> = { tep: 'pkcs12', 'thiet-bi': 'pkcs11', 'tu-xa': 'csc' }

function holderOf(url: URL): HolderKind {
  return holders[url.searchParams.get('loai') ?? ''] ?? 'pkcs12'
}

export const loader = page((ctx, { url }: Route.LoaderArgs) => ({
  holder: holderOf(url),
  places: ctx.keyPlaces,
  agencyId: url.searchParams.get('co-quan')?.slice(0, 100) ?? '',
}))

/** Registers the key; secrets that were typed do not come back to the page. */
export const action = pageAction(async (ctx, { request, context, url }: Route.ActionArgs) => {
  const texts = messagesFor(context.get(shellContext).locale, adminMessages)
  const form = await request.formData()
  const { shown, read } = await postedKey(ctx, { form, holder: holderOf(url), texts })
  return keepTyped(shown, async () => {
    await registerKey(ctx, await read())
    return redirect('/quan-tri/chu-ky?muc=khoa&xong=da-dang-ky', 303)
  })
})

/** The form of a key: whose it is, where it is held, what opens it. */
export default function NewKey({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(adminMessages)
  const { holder, agencyId, places } = loaderData
  const { refusal, typed }: Answered = actionData ?? {}
  const field = keptFields({
    typed,
    errors: refusal?.fields,
    known: { ownerKind: 'agency', ownerId: agencyId },
  })
  return (
    <AdminPage
      title={texts.newTitle}
      failed={refusal !== undefined}
      toolbar={<Link to="/quan-tri/chu-ky?muc=khoa">{texts.back}</Link>}
    >
      <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
      <p className="soft measure">{texts.newNote}</p>
      <Tabs
        label={texts.holderTabs}
        tabs={Object.entries(holders).map(([word, kind]) => ({
          href: `?${new URLSearchParams({ loai: word, ...(agencyId ? { 'co-quan': agencyId } : {}) })}`,
          label: texts.holders[kind],
          current: kind === holder,
        }))}
      />
      <form method="post" encType="multipart/form-data" className="stack measure" autoComplete="off">
        <RadioField
          {...field('ownerKind')}
          label={texts.ownerKind}
          choices={[
            { value: 'agency', label: texts.kinds.agency },
            { value: 'officer', label: texts.kinds.officer },
          ]}
        />
        <TextField {...field('ownerId')} label={texts.ownerId} hint={texts.ownerHint} />
        <HolderFields holder={holder} places={places} field={field} />
        <p>
          <Button>{texts.register}</Button>
        </p>
      </form>
    </AdminPage>
  )
}

type HolderFieldsProps = { readonly holder: HolderKind; readonly places: KeyPlaces; readonly field: Kept }

function HolderFields({ holder, places, field }: HolderFieldsProps) {
  const texts = useMessages(adminMessages)
  const plain = (name: 'token' | 'label' | 'credential' | 'user') => ({
    ...field(name),
    label: texts[name],
  })
  const secret = (name: 'passphrase' | 'pin' | 'password') => (
    <TextField {...field(name)} label={texts[name]} type="password" autoComplete="new-password" />
  )
  if (holder === 'pkcs12') {
    return (
      <>
        <FileField name="file" label={texts.file} accept=".p12,.pfx" error={field('file').error} />
        {secret('passphrase')}
      </>
    )
  }
  if (holder === 'pkcs11') {
    return (
      <>
        <SelectField
          {...field('module')}
          label={texts.module}
          hint={places.modules.length > 0 ? texts.moduleHint : texts.noModule}
          placeholder={texts.choose}
          choices={choicesOf(places.modules)}
        />
        <TextField {...plain('token')} optional />
        <TextField {...plain('label')} />
        {secret('pin')}
      </>
    )
  }
  return (
    <>
      <SelectField
        {...field('url')}
        label={texts.url}
        hint={places.services.length > 0 ? texts.urlHint : texts.noService}
        placeholder={texts.choose}
        choices={choicesOf(places.services)}
      />
      <TextField {...plain('credential')} />
      <TextField {...plain('user')} />
      {secret('password')}
      {secret('pin')}
    </>
  )
}

function choicesOf(places: readonly string[]) {
  return places.map((place) => ({ value: place, label: place }))
}
