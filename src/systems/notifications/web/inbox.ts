import { redirect } from 'react-router'
import type { Context } from '#platform/context.ts'
import { Refusal } from '#platform/errors.ts'
import { momentWords } from '#web/due-words.ts'
import type { Locale } from '#web/locale.ts'
import { markAllRead, markRead } from '../actions/mark-read.ts'
import { countUnread, listNotifications } from '../queries.ts'

/** What the page of notifications shows, for both faces. */
export async function loadInbox({ db, actor }: Context, url: URL, locale: Locale) {
  const before = url.searchParams.get('truoc') ?? undefined
  const page = await listNotifications(db, actor, { before, locale })
  return {
    items: page.items.map((item) => ({ ...item, at: momentWords(new Date(item.createdAt), locale) })),
    next: page.next,
    first: before === undefined,
    unread: await countUnread(db, actor),
    officer: actor.kind === 'officer',
  }
}

export type Inbox = Awaited<ReturnType<typeof loadInbox>>

/** The buttons of the page: `mo` opens (and marks), `doc` marks one, `tat-ca` marks all; then back to a page. */
export async function actOnInbox(ctx: Context, request: Request): Promise<Response> {
  const form = await request.formData()
  const [open, read] = [form.get('mo'), form.get('doc')]
  if (typeof open === 'string') return redirect((await markRead(ctx, { id: idOf(open) })).link, 303)
  if (typeof read === 'string') await markRead(ctx, { id: idOf(read) })
  else if (form.has('tat-ca')) await markAllRead(ctx)
  const { pathname, search } = new URL(request.url)
  return redirect(pathname + search, 303)
}

function idOf(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text
  throw new Refusal(404, 'notification.not_found', 'Không có thông báo này. Hãy tải lại trang.')
}
