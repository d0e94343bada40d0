import { Link, redirect } from 'react-router'
import { Refusal } from '#platform/errors.ts'
import { formatNumber } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { Tabs } from '#web/components/navigation/Navigation.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { Filters, FilterWords } from '#web/components/search/Filters.tsx'
import { shellContext } from '#web/context.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { askedPage } from '#web/paging.ts'
import { retryDocument } from '../actions/retry-document.ts'
import { trustRoot, withdrawRoot } from '../actions/trust-root.ts'
import { withdrawKey } from '../actions/withdraw-key.ts'
import {
  countKeys,
  countOpenDocuments,
  listEndingProofs,
  listKeys,
  listOpenDocuments,
} from '../admin-queries.ts'
import { SOON_MS } from '../concerns.ts'
import { listRoots } from '../root-store.ts'
import type { Route } from './+types/keys.ts'
import { adminMessages } from './messages/admin.ts'
import { ProofTable } from './ProofTable.tsx'
import { KeyTable, PaperTable, RootTable } from './tables.tsx'

const PAGE_SIZE = 50
const sections = { 'van-ban': 'papers', 'bang-chung': 'proofs', khoa: 'keys', goc: 'roots' } as const
type Section = keyof typeof sections

function sectionOf(text: string | null): Section {
  return text !== null && text in sections ? (text as Section) : 'van-ban'
}

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const search = url.searchParams.get('tim')?.slice(0, 100) || undefined
  const pageNumber = askedPage(url.searchParams)
  const section = sectionOf(url.searchParams.get('muc'))
  const soon = new Date(ctx.now().getTime() + SOON_MS)
  const open = await countOpenDocuments(ctx.db)
  const keys = await listKeys(ctx.db, { search, limit: PAGE_SIZE + 1, offset: (pageNumber - 1) * PAGE_SIZE })
  return {
    section,
    search: search ?? '',
    pageNumber,
    more: keys.length > PAGE_SIZE,
    now: ctx.now(),
    keys: keys.slice(0, PAGE_SIZE),
    keyCount: (await countKeys(ctx.db, ctx.now(), ctx.now())).all,
    openCount: [...open.values()].reduce((sum, count) => sum + count, 0),
    papers: await listOpenDocuments(ctx.db, PAGE_SIZE),
    proofs:
      section === 'bang-chung' ? await listEndingProofs(ctx.db, { before: soon, limit: PAGE_SIZE }) : [],
    roots: await listRoots(ctx.db),
    done: url.searchParams.get('xong'),
  }
})

export const action = pageAction(async (ctx, { request, context }: Route.ActionArgs) => {
  const texts = messagesFor(context.get(shellContext).locale, adminMessages)
  const form = await request.formData()
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const back = (section: Section, done: keyof typeof texts.done) =>
    redirect(`/quan-tri/chu-ky?muc=${section}&xong=${done}`, 303)
  if (form.has('ky-lai')) {
    await retryDocument(ctx, text('ky-lai'))
    return back('van-ban', 'da-ky-lai')
  }
  if (form.has('gia-han')) {
    await retryDocument(ctx, text('gia-han'))
    return back('bang-chung', 'da-thu-lai')
  }
  if (form.has('thoi-dung')) {
    await withdrawKey(ctx, text('thoi-dung'), 'Quản trị viên thôi dùng')
    return back('khoa', 'da-thu')
  }
  if (form.has('thoi-tin')) {
    await withdrawRoot(ctx, text('thoi-tin'))
    return back('goc', 'thoi-tin')
  }
  const file = form.get('certificate')
  if (!(file instanceof File) || file.size === 0) {
    throw new Refusal(422, 'file.missing', texts.noFile, { certificate: texts.noFile })
  }
  await trustRoot(ctx, { file: new Uint8Array(await file.arrayBuffer()) })
  return back('goc', 'da-tin')
})

/** Keys, roots, and the papers that are not whole yet. */
export default function Keys({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(adminMessages)
  const { section, done, keyCount, openCount } = loaderData
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const told = done !== null && done in texts.done ? texts.done[done as keyof typeof texts.done] : undefined
  return (
    <AdminPage
      title={texts.title}
      failed={refusal !== undefined}
      count={texts.count(formatNumber(keyCount), formatNumber(openCount))}
      toolbar={
        <>
          <Search search={loaderData.search} />
          <Link className="button" to="/quan-tri/chu-ky/khoa-moi">
            {texts.newKey}
          </Link>
        </>
      }
    >
      <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
      {told && !refusal && <Notice icon="check" state="ok" title={told} />}
      <Tabs
        label={texts.sections}
        tabs={(Object.keys(sections) as Section[]).map((key) => ({
          href: `?muc=${key}`,
          label: texts.tabs[sections[key]],
          current: key === section,
        }))}
      />
      {section === 'van-ban' && <PaperTable {...loaderData} />}
      {section === 'bang-chung' && <ProofTable proofs={loaderData.proofs} />}
      {section === 'khoa' && <KeyTable {...loaderData} />}
      {section === 'goc' && <RootTable roots={loaderData.roots} error={refusal?.fields['certificate']} />}
    </AdminPage>
  )
}

function Search({ search }: { search: string }) {
  const texts = useMessages(adminMessages)
  return (
    <Filters label={texts.search} button={texts.find} className="row push">
      <input type="hidden" name="muc" value="khoa" />
      <FilterWords name="tim" label={texts.search} value={search} />
    </Filters>
  )
}
