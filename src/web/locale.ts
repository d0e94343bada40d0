/** The languages that every text of the house is written in. Khmer joins when a native speaker has checked it. */
export const locales = ['vi', 'en'] as const

export type Locale = (typeof locales)[number]

/** How a language names itself on the switch. */
export const localeNames: Readonly<Record<Locale, string>> = { vi: 'Tiếng Việt', en: 'English' }

/** The cookie that keeps the chosen language for a year. */
export const localeCookie = 'lang'

/** The language asked for, or Vietnamese when nothing known was asked for. */
export function localeOf(asked: string | undefined | null): Locale {
  return locales.find((locale) => locale === asked) ?? 'vi'
}

/**
 * A path of this site that a person may be sent back to, or `/`. Refuses other hosts (`//host`, `/\host`,
 * `/.//host`, `https:`), so that a link to us cannot be used to lead people elsewhere.
 */
export function ownPath(asked: string | undefined | null): string {
  if (!asked?.startsWith('/')) return '/'
  const base = 'http://own.invalid'
  const url = URL.parse(asked, base)
  // `/.//host` lies on our base and has the path `//host`, which a browser reads as another host.
  return url?.origin === base && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}
