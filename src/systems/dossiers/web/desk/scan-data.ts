import { formatPercent } from '#platform/text/index.ts'
import type { StateName } from '#web/components/badge/states.ts'
import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import { type DigitisingFailure, type DigitisingState, faultsOf, pagesOf } from '../../papers/schema.ts'
import type { Attachment } from '../../store.ts'
import { scanMessages } from './scan-messages.ts'

/** How a scan stands, in words, and what an officer of reception can do with it. */
export type ShownScan = {
  readonly state: StateName
  readonly title: string
  readonly facts: string
  readonly warnings: readonly string[]
  readonly open: boolean
  readonly can: 'confirm' | 'retry' | null
  readonly canDiscard: boolean
}

const colours: Readonly<Record<DigitisingState, StateName>> = {
  waiting: 'info',
  running: 'info',
  done: 'soon',
  text: 'soon',
  failed: 'late',
}

/** Null for a file that was sent as a file: there is nothing to digitise. */
export function shownScan(file: Attachment, mayConfirm: boolean, locale: Locale): ShownScan | null {
  const texts = messagesFor(locale, scanMessages)
  const nothing = { facts: '', warnings: [], open: false, can: null, canDiscard: false } as const
  if (file.reusedFrom) return { ...nothing, state: 'ok', title: texts.states.reused }
  const state = file.digitising as DigitisingState | null
  if (state === null) return null
  const pages = pagesOf(file.pages)
  const facts = factsOf(pages, locale)
  if (file.confirmedByName) {
    return { ...nothing, state: 'ok', title: texts.states.confirmed(file.confirmedByName), facts }
  }
  const failure = file.digitisingFailure as DigitisingFailure | null
  return {
    state: colours[state],
    title: texts.states[state],
    facts,
    warnings: failure ? [texts.failures[failure]] : faultsOf(pages).map((fault) => texts.faults[fault]),
    open: state === 'waiting' || state === 'running',
    can: !mayConfirm
      ? null
      : state === 'failed'
        ? 'retry'
        : state === 'done' || state === 'text'
          ? 'confirm'
          : null,
    canDiscard: mayConfirm && (state === 'failed' || state === 'done' || state === 'text'),
  }
}

function factsOf(pages: ReturnType<typeof pagesOf>, locale: Locale): string {
  const texts = messagesFor(locale, scanMessages)
  if (pages.length === 0) return ''
  const read = pages.flatMap((page) => (page.confidence === null ? [] : [page.confidence]))
  const lowest = Math.min(...pages.map((page) => page.dpi))
  const found = [texts.found(pages.length, lowest)]
  if (read.length > 0) {
    const mean = read.reduce((sum, each) => sum + each, 0) / read.length
    found.push(texts.confidence(formatPercent(mean / 100)))
  }
  return found.join(', ')
}
