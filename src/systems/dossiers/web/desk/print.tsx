import { Link } from 'react-router'
import { Empty } from '#web/components/empty/Empty.tsx'
import { Tabs } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { listMarked } from '../../desk/marked.ts'
import type { Dossier } from '../../store.ts'
import type { Route } from './+types/print.ts'
import { bulkMessages } from './bulk-messages.ts'
import { DESK_PATH } from './desk-nav.ts'
import { dossierPageMessages } from './dossier-messages.ts'

const slips = ['receipt', 'supplement-request', 'refusal', 'apology', 'stop-notice', 'control'] as const
type Slip = (typeof slips)[number]
const MAX_SLIPS = 50

/** Which dossiers have a slip at all: the others would make the whole file fail. */
const has: Readonly<Record<Slip, (dossier: Dossier) => boolean>> = {
  receipt: (dossier) => dossier.receivedAt !== null,
  'supplement-request': (dossier) => dossier.supplementRequests > 0,
  refusal: (dossier) => dossier.state === 'refused',
  apology: (dossier) => dossier.apologies > 0,
  'stop-notice': (dossier) => dossier.state === 'stopped',
  control: (dossier) => dossier.receivedAt !== null,
}

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const form = slips.find((slip) => slip === url.searchParams.get('phieu')) ?? 'receipt'
  const dossiers = await listMarked(ctx.db, ctx.actor, url.searchParams.getAll('id'))
  const printed = dossiers.filter(has[form]).slice(0, MAX_SLIPS)
  return { form, ids: dossiers.map((each) => each.id), printed: printed.map((each) => each.id) }
})

/** Slips of the marked dossiers in one file, shown beside the way to print it. */
export default function PrintPage({ loaderData }: Route.ComponentProps) {
  const texts = useMessages(bulkMessages)
  const names = useMessages(dossierPageMessages).slips
  const { form, ids, printed } = loaderData
  const file = `/api/dossiers/slips/${form}.pdf?ids=${printed.join(',')}`
  const tabs = slips.map((slip) => {
    const params = new URLSearchParams(ids.map((id) => ['id', id]))
    params.set('phieu', slip)
    return { href: `${DESK_PATH}/in?${params}`, label: names[slip], current: slip === form }
  })
  return (
    <main className="workspace" id="noi-dung">
      <PageTitle>{texts.printTitle}</PageTitle>
      <header className="toolbar">
        <h1>{texts.printTitle}</h1>
        <span className="push row">
          <Link to={DESK_PATH}>{texts.back}</Link>
          {printed.length > 0 && (
            <a className="button" href={file} target="_blank" rel="noreferrer">
              {texts.open}
            </a>
          )}
        </span>
      </header>
      <section className="preview pane-wide">
        <Tabs label={texts.printForm} tabs={tabs} />
        {printed.length > 0 ? (
          <>
            <iframe className="preview-frame" src={file} title={names[form]} />
            <p className="preview-tools">{texts.printNote(printed.length)}</p>
          </>
        ) : (
          <Empty title={ids.length === 0 ? texts.none : texts.cannotPrint} />
        )}
      </section>
    </main>
  )
}
