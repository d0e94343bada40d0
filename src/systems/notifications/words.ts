import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { Hotline } from '../administration/index.ts'
import { notificationMessages } from './messages.ts'
import type { NotificationFacts, NotificationKind } from './schema.ts'

export type Words = { readonly title: string; readonly body: string }

/** Title and body of a notification in one language. */
export function wordsOf(kind: NotificationKind, facts: NotificationFacts, locale: Locale): Words {
  const { title, body } = messagesFor(locale, notificationMessages)[kind]
  return { title: title(facts), body: body(facts) }
}

type Address = { readonly name: string; readonly url: string; readonly hotline: Hotline | null }

/** The e-mail that carries a notification: plain text, so that every reader and every filter takes it. */
export function emailOf({ title, body }: Words, { name, url, hotline }: Address) {
  const call = hotline ? ` Cần hỏi, gọi tổng đài ${hotline.number}.` : ''
  const text = [
    `Kính chào ${name},`,
    body,
    `Xem chi tiết: ${url}`,
    `-- \nTỉnh Số. Thư gửi tự động, không cần trả lời.${call}`,
  ].join('\n\n')
  return { subject: title.replaceAll(/\s+/g, ' '), body: text }
}
