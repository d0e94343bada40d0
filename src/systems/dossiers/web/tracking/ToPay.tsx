import { formatMoney } from '#platform/text/index.ts'
import { Notice } from '#web/components/notice/Notice.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { CitizenDossier } from '../../queries/citizen-queries.ts'
import { dossierMessages } from './dossier-messages.ts'

type Payment = { readonly leg: string | null; readonly amount: number; readonly reason: string }

/** What the citizen has to pay before the dossier, or a part of it, goes on; nothing while nothing is asked. */
export function ToPay({ view }: { readonly view: CitizenDossier }) {
  const texts = useMessages(dossierMessages).toPay
  return openPayments(view).map(({ leg, amount, reason }) => (
    <Notice
      key={leg ?? ''}
      icon="pause"
      state="paused"
      title={leg === null ? texts.title(formatMoney(amount)) : texts.titleOfLeg(formatMoney(amount), leg)}
    >
      <p>{reason}</p>
      <p>{texts.stands}</p>
    </Notice>
  ))
}

/** The newest request of the dossier, or of each leg, that still waits. */
function openPayments({ dossier, joined, history }: CitizenDossier): Payment[] {
  const newestFirst = history.toReversed()
  if (joined) {
    const waiting = joined.stages.flat().filter(({ state }) => state === 'awaiting-payment')
    return waiting.flatMap(({ legId, name }) => {
      for (const { name: what, data } of newestFirst) {
        if (what === 'dossier.leg-awaits' && data.legId === legId && data.amount !== undefined)
          return [{ leg: name, amount: data.amount, reason: data.reason }]
      }
      return []
    })
  }
  if (dossier.state !== 'awaiting-payment') return []
  for (const { name: what, data } of newestFirst) {
    if (what === 'dossier.payment-requested') return [{ leg: null, amount: data.amount, reason: data.reason }]
  }
  return []
}
