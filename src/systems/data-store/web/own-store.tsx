import { redirect } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { Refusal } from '#platform/errors.ts'
import { formatDate } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { errorSummaryMessages } from '#web/components/error-summary/messages.ts'
import { TextField } from '#web/components/field/Field.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { keptFields } from '#web/components/field/kept.ts'
import { Rows } from '#web/components/lists/Lists.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { shellContext } from '#web/context.ts'
import { momentWords } from '#web/due-words.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { type Answered, keepTyped, postedTexts } from '#web/posted.ts'
import { removeItem } from '../actions/end-item.ts'
import { uploadItem } from '../actions/upload-item.ts'
import { getOwnStore, type StoreReading } from '../queries.ts'
import type { Item } from '../schema.ts'
import type { Route } from './+types/own-store.ts'
import { storeMessages } from './messages.ts'

const HERE = '/kho-giay-to'

export const loader = page(async (ctx, { context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const { items, readings } = await getOwnStore(ctx)
  return { items: items.map(shownItem), readings: readings.map((reading) => shownReading(reading, locale)) }
})

function shownItem(item: Item) {
  const { id, paperName, source, state, number, dossierCode, certifiedByName, validTo, createdAt } = item
  return {
    id,
    paperName,
    source,
    state,
    number,
    dossierCode,
    certifiedByName,
    validTo: validTo && formatDate(validTo),
    savedOn: formatDate(localDate(createdAt)),
  }
}

type ShownItem = ReturnType<typeof shownItem>

function shownReading({ id, at, name, purpose, used }: StoreReading, locale: Locale) {
  return { id: String(id), at: momentWords(at, locale), iso: at.toISOString(), name, purpose, used }
}

export const action = pageAction(async (ctx, { request }: Route.ActionArgs) => {
  const posted = await request.formData()
  const typed = postedTexts(posted)
  return keepTyped(typed, async () => {
    if (typed.bo) {
      await removeItem(ctx, { id: typed.bo })
      return redirect(HERE, 303)
    }
    const file = posted.get('tep')
    if (!(file instanceof File) || file.size === 0) {
      const message = messagesFor('vi', storeMessages).noFile
      throw new Refusal(422, 'item.no_file', message, { tep: message })
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    await uploadItem(ctx, { paperName: typed['ten-giay'] ?? '', bytes })
    return redirect(HERE, 303)
  })
})

export default function OwnStore({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(storeMessages)
  const errors = useMessages(errorSummaryMessages)
  const answered: Answered = actionData ?? {}
  const { refusal } = answered
  const { items, readings } = loaderData
  const held = items.filter((item) => item.state === 'valid')
  const ended = items.filter((item) => item.state !== 'valid')
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${refusal ? errors.titlePrefix : ''}${texts.title}`}</PageTitle>
      <TitleBlock title={texts.title} crumbs={[]}>
        {texts.intro}
      </TitleBlock>
      <div className="stack stack-xl">
        {refusal && <ErrorSummary fields={refusal.fields} message={refusal.message} />}
        {items.length === 0 && <Empty title={texts.emptyTitle}>{texts.empty}</Empty>}
        <Items title={texts.held} items={held} />
        <Items title={texts.ended} items={ended} />
        <UploadForm {...answered} />
        <Readings readings={readings} />
      </div>
    </main>
  )
}

function Items({ title, items }: { title: string; items: readonly ShownItem[] }) {
  if (items.length === 0) return null
  return (
    <section className="stack">
      <h2>{title}</h2>
      <Rows
        rows={items.map((item) => ({ id: item.id, what: <What item={item} />, when: <State item={item} /> }))}
      />
    </section>
  )
}

function What({ item }: { item: ShownItem }) {
  const texts = useMessages(storeMessages)
  const { source, number, dossierCode, certifiedByName } = item
  const facts = [
    texts.sources[source],
    ...(number ? [texts.number(number)] : []),
    texts.savedOn(item.savedOn),
  ]
  return (
    <>
      <a href={`/api/data-store/items/${item.id}/file`}>
        {item.paperName}
        <span className="hidden-text">: {texts.download}</span>
      </a>
      <p className="soft sm">
        {facts.join(', ')}
        {dossierCode && (
          <>
            , <a href={`/ho-so/${dossierCode}`}>{texts.dossier(dossierCode)}</a>
          </>
        )}
      </p>
      {source !== 'result' && (
        <p className="soft sm">{certifiedByName ? texts.certified(certifiedByName) : texts.notCertified}</p>
      )}
    </>
  )
}

function State({ item }: { item: ShownItem }) {
  const texts = useMessages(storeMessages)
  const states = {
    valid: 'ok',
    suspended: 'soon',
    expired: 'soon',
    replaced: 'done',
    revoked: 'late',
    removed: 'done',
  } as const
  return (
    <>
      <Badge state={states[item.state]}>{texts.states[item.state]}</Badge>
      {item.state === 'valid' && item.validTo && (
        <>
          <br />
          {texts.validTo(item.validTo)}
        </>
      )}
      {item.source === 'upload' && item.state === 'valid' && (
        <form method="post" action={HERE}>
          <Button kind="bare" name="bo" value={item.id}>
            {texts.remove}
            <span className="hidden-text"> {item.paperName}</span>
          </Button>
        </form>
      )}
    </>
  )
}

function UploadForm({ refusal, typed }: Answered) {
  const texts = useMessages(storeMessages)
  const field = keptFields({ typed, errors: refusal?.fields })
  return (
    <section className="stack" aria-labelledby="them-giay">
      <h2 id="them-giay">{texts.uploadTitle}</h2>
      <form method="post" action={HERE} encType="multipart/form-data" className="stack stack-lg measure">
        <TextField
          {...field('ten-giay')}
          label={texts.paperName}
          hint={texts.paperNameHint}
          maxLength={120}
        />
        <FileField
          {...field('tep')}
          label={texts.file}
          hint={texts.fileHint}
          accept=".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp"
        />
        <p>
          <Button>{texts.upload}</Button>
        </p>
      </form>
    </section>
  )
}

function Readings({ readings }: { readings: readonly ReturnType<typeof shownReading>[] }) {
  const texts = useMessages(storeMessages)
  return (
    <section className="stack" aria-labelledby="ai-da-xem">
      <h2 id="ai-da-xem">{texts.readTitle}</h2>
      {readings.length === 0 && <p className="soft">{texts.readNone}</p>}
      {readings.length > 0 && (
        <Rows
          rows={readings.map(({ id, at, iso, name, purpose, used }) => ({
            id,
            what: (
              <>
                {used ? texts.used(name) : texts.viewed(name)}
                {purpose && <p className="soft sm">{purpose}</p>}
              </>
            ),
            when: <time dateTime={iso}>{at}</time>,
          }))}
        />
      )}
    </section>
  )
}
