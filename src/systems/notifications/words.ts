import type { Locale } from '../../web/locale.ts'
import { messagesFor } from '../../web/messages/define.ts'
import { notificationMessages } from './messages.ts'
import type { NotificationFacts, NotificationKind } from './schema.ts'

export type Words = { readonly title: string; readonly body: string }

/** Title and body of a notification in one language. */
export function wordsOf(kind: NotificationKind, facts: NotificationFacts, locale: Locale): Words {
  const { title, body } = messagesFor(locale, notificationMessages)[kind]
  return { title: title(facts), body: body(facts) }
}

/** The e-mail that carries a notification: plain text, so that every reader and every filter takes it. */
export function emailOf({ title, body }: Words, address: { name: string; url: string }) {
  const text = [
    `Kính chào ${address.name},`,
    body,
    `Xem chi tiết: ${address.url}`,
    '-- \nTỉnh Số. Thư gửi tự động, không cần trả lời. Cần hỏi, gọi tổng đài 1022.',
  ].join('\n\n')
  return { subject: title.replaceAll(/\s+/g, ' '), body: text }
}
