import { maskIdentityNumber, maskPhone } from '../text/index.ts'

/** Căn cước of twelve digits, and the older chứng minh nhân dân of nine. */
const identityNumber = /(?<![\w-])(?:\d{12}|\d{9})(?![\w-])/g
const phoneNumber = /(?<![\w-])(?:\+84|0)\d{9,10}(?![\w-])/g
const address = /[^\s@"<>]+@[^\s@"<>]+\.[^\s@"<>]+/g

/**
 * The data of an event for eyes that need not know the person: identity numbers, phones and e-mail addresses in any text
 * are masked. Events should hold none; free text that an officer typed sometimes does.
 */
export function maskPersonal(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value)
  if (Array.isArray(value)) return value.map(maskPersonal)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskPersonal(inner)]))
}

/** The same for one text. */
export function maskText(text: string): string {
  return text
    .replaceAll(identityNumber, maskIdentityNumber)
    .replaceAll(phoneNumber, maskPhone)
    .replaceAll(address, (mail) => `${mail.slice(0, 2)}•••${mail.slice(mail.indexOf('@'))}`)
}
