import { data, redirect } from 'react-router'
import { normalise, normalisePhone } from '#platform/text/index.ts'
import { RadioField, TextArea, TextField } from '#web/components/field/Field.tsx'
import { keptFields } from '#web/components/field/kept.ts'
import { shellContext } from '#web/context.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { refusalWords } from '#web/refusal-words.ts'
import { saveDraft } from '../../actions/edit-draft.ts'
import { DELIVERY_PATH, REVIEW_PATH } from '../../filing-rules.ts'
import { getFiling } from '../../queries/filing.ts'
import type { ResultMethod } from '../../schema.ts'
import { AuthorisedFields } from '../AuthorisedFields.tsx'
import { authorisedNames, keptAuthorised, postedAuthorised } from '../posted-authorised.ts'
import type { Route } from './+types/delivery.ts'
import { FilingFrame, StepButtons } from './FilingFrame.tsx'
import { frameOf, ifChanged, placeOf, stepHref } from './frame-data.ts'
import { filingMessages } from './messages.ts'

const methods: readonly ResultMethod[] = ['online', 'counter', 'post']

export const loader = page(async (ctx, { params, context }: Route.LoaderArgs) => {
  const filing = await getFiling(ctx, params.id)
  const { draft, procedure } = filing
  const index = placeOf(filing, DELIVERY_PATH)?.index ?? 0
  return {
    frame: await frameOf(ctx, filing, { index, locale: context.get(shellContext).locale }),
    byPost: procedure.content.channels.includes('post'),
    kept: {
      method: draft.resultMethod,
      address: draft.resultAddress ?? '',
      phone: draft.contactPhone ?? '',
      email: draft.contactEmail ?? '',
      authorised: keptAuthorised(draft.authorised),
    },
  }
})

export const action = pageAction(async (ctx, { params, request, context }: Route.ActionArgs) => {
  const { locale } = context.get(shellContext)
  const texts = messagesFor(locale, filingMessages).delivery
  const posted = await request.formData()
  const text = (name: string) => normalise(String(posted.get(name) ?? '')).slice(0, 240)
  const typed = {
    method: text('cach-nhan'),
    address: text('dia-chi'),
    phone: text('dien-thoai'),
    email: text('thu-dien-tu'),
    authorised: Object.fromEntries(Object.values(authorisedNames).map((name) => [name, text(name)] as const)),
  }
  const acting = postedAuthorised(posted)
  const method = methods.find((each) => each === typed.method)
  const phone = normalisePhone(typed.phone)
  const emailRight = typed.email === '' || /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(typed.email)
  const errors = {
    ...(method ? {} : { 'cach-nhan': texts.chooseMethod }),
    ...(method === 'post' && typed.address.length < 10 ? { 'dia-chi': texts.addressMissing } : {}),
    ...(phone ? {} : { 'dien-thoai': texts.phoneMissing }),
    ...(emailRight ? {} : { 'thu-dien-tu': texts.emailWrong }),
    ...refusalWords({ code: 'form.incomplete', message: '', fields: acting.errors }, locale).fields,
  }
  const wrong = Object.keys(errors).length > 0
  // What is right is kept even when something else is not.
  const saved = await saveDraft(ctx, {
    id: params.id,
    revision: Number(posted.get('revision')),
    resultMethod: method,
    resultAddress: typed.address || null,
    contactPhone: phone,
    contactEmail: emailRight ? typed.email || null : undefined,
    authorised: acting.authorised,
  }).catch(ifChanged)
  if (saved === 'changed') return data({ lost: true, errors: {}, typed }, { status: 409 })
  if (posted.has('de-sau')) return redirect('/ho-so', 303)
  if (wrong) return data({ lost: false, errors, typed }, { status: 422 })
  return redirect(stepHref(params.id, REVIEW_PATH), 303)
})

export default function DeliveryStep({ loaderData, actionData }: Route.ComponentProps) {
  const { frame, byPost, kept } = loaderData
  const shared = useMessages(filingMessages)
  const texts = shared.delivery
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const result = actionData && 'errors' in actionData ? actionData : undefined
  const errors: Record<string, string | undefined> = result?.errors ?? {}
  const values = result?.typed ?? kept
  const choices = [
    { value: 'online', label: texts.online, note: texts.onlineNote },
    { value: 'counter', label: texts.counter, note: frame.deskName ?? frame.agencyName },
    ...(byPost ? [{ value: 'post', label: texts.post, note: texts.postNote }] : []),
  ]
  return (
    <FilingFrame
      frame={frame}
      title={texts.title}
      errors={result?.errors as Record<string, string> | undefined}
      message={refusal?.message ?? (result?.lost ? shared.lost : undefined)}
    >
      <RadioField
        name="cach-nhan"
        label={texts.method}
        error={errors['cach-nhan']}
        value={values.method}
        choices={choices}
      />
      {byPost && (
        <TextArea
          name="dia-chi"
          label={texts.address}
          hint={texts.addressHint}
          error={errors['dia-chi']}
          value={values.address}
          rows={2}
          maxLength={240}
        />
      )}
      <section className="stack stack-lg" aria-labelledby="bao-tin">
        <h2 id="bao-tin">{texts.contact}</h2>
        <TextField
          name="dien-thoai"
          label={texts.phone}
          hint={texts.phoneHint}
          error={errors['dien-thoai']}
          value={values.phone}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          numeric
        />
        <TextField
          name="thu-dien-tu"
          label={texts.email}
          error={errors['thu-dien-tu']}
          value={values.email}
          type="email"
          inputMode="email"
          autoComplete="email"
          optional
        />
      </section>
      <AuthorisedFields field={keptFields({ typed: values.authorised, errors })} />
      <StepButtons />
    </FilingFrame>
  )
}
