import type { ReactNode } from 'react'
import type { TimeLimit } from '#platform/calendar/index.ts'
import { formatNumber } from '#platform/text/index.ts'
import { HotlineLink } from '#web/components/hotline/HotlineLink.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import { authorisedView } from '../../authorised.ts'
import type { CitizenDossier } from '../../queries/citizen-queries.ts'
import { authorisedMessages } from '../authorised-messages.ts'
import { dueWords, momentOf } from '../moments.ts'
import { dossierMessages } from './dossier-messages.ts'
import { historyMessages } from './history-messages.ts'
import { lookupMessages } from './lookup-messages.ts'
import { StateBadge } from './StateBadge.tsx'

type Props = {
  readonly view: CitizenDossier
  /** What is to be paid, in words; null when the agency will tell. */
  readonly fee: string | null
  readonly now: Date
  readonly mayWithdraw: boolean
}

/** The plain facts of a dossier beside its story. */
export function DossierAside({ view, fee, now, mayWithdraw }: Props) {
  const texts = useMessages(dossierMessages)
  const { dossier, agency, desk, fees } = view
  const overdue = dossier.overdueAt !== null
  const acting = useMessages(authorisedMessages)
  const authorised = authorisedView(dossier.authorised)
  const { finished } = useMessages(lookupMessages).facts
  const { locale } = useShell()
  return (
    <aside className="aside stack">
      <h2>{texts.this}</h2>
      <Facts
        facts={[
          {
            label: texts.state,
            value: (
              <StateBadge state={dossier.state} supplied={dossier.suppliedAt !== null} overdue={overdue} />
            ),
          },
          ...usePromise(view, now),
          ...(dossier.finishedAt
            ? [{ label: finished, value: <Num>{momentOf(dossier.finishedAt, locale).text}</Num> }]
            : []),
          { label: texts.solvedBy, value: agency.shortName },
          { label: texts.receivedBy, value: desk.name },
          ...(dossier.assigneeName
            ? [
                {
                  label: texts.inCharge,
                  value: <InCharge name={dossier.assigneeName} phone={agency.phone} />,
                },
              ]
            : []),
          ...(authorised ? [{ label: acting.title, value: `${authorised.name}. ${authorised.paper}` }] : []),
          { label: texts.fee, value: <Fee free={fees.free} fee={fee} /> },
          {
            label: texts.result,
            value: (
              <>
                {texts.methods[dossier.resultMethod]}
                {dossier.resultAddress && <span className="soft sm"> {dossier.resultAddress}</span>}
              </>
            ),
          },
        ]}
      />
      <p className="sm stack stack-sm">
        <a href={`/kiem-tra/${dossier.publicToken}`}>{texts.publicCheck}</a>
      </p>
      <p className="sm row">
        <HotlineLink />
        {mayWithdraw && <a href={`/ho-so/${dossier.code}/rut`}>{texts.withdraw}</a>}
      </p>
    </aside>
  )
}

function InCharge({ name, phone }: { name: string; phone: string | null }) {
  return (
    <>
      {name}
      {phone && (
        <>
          <br />
          <a className="sm num" href={`tel:${phone}`}>
            {phone}
          </a>
        </>
      )}
    </>
  )
}

function Fee({ free, fee }: { free: boolean; fee: string | null }) {
  const texts = useMessages(dossierMessages)
  if (free) return texts.free
  return fee === null ? texts.feeOpen : <span className="num">{fee}</span>
}

/** What is promised now: the first answer, the result, or what happens to the promise while it waits. */
function usePromise(
  { dossier, limit, usedDays, joined }: CitizenDossier,
  now: Date,
): { label: string; value: ReactNode }[] {
  const texts = useMessages(dossierMessages)
  const words = useLimitWords(limit)
  const { locale } = useShell()
  if (dossier.closedAt !== null && dossier.promisedAt === null) return []
  if (dossier.state === 'registered') {
    return [{ label: texts.answerBy, value: <Num>{dueWords(dossier.dueAt, now, locale)}</Num> }]
  }
  if (dossier.promisedAt === null) {
    return dossier.receivedAt === null ? [] : [{ label: texts.promised, value: texts.noPromise }]
  }
  const paused = dossier.clock?.pausedAt !== undefined
  const past = dossier.overdueAt !== null && dossier.promisedAt <= now
  const late = past && dossier.finishedAt === null && !paused
  return [
    {
      label: texts.promised,
      value: (
        <>
          <Num>{dueWords(dossier.promisedAt, now, locale)}</Num>
          {paused && (
            <span className="soft sm">
              {' '}
              {dossier.state === 'awaiting-payment'
                ? texts.clockStandsToPay
                : joined
                  ? texts.clockStandsJoined
                  : `${texts.clockStands}: ${words.limit}.`}{' '}
              {words.used(usedDays)}
            </span>
          )}
          {late && <span className="sm"> {texts.late}</span>}
        </>
      ),
    },
  ]
}

function useLimitWords(limit: TimeLimit | null) {
  const texts = useMessages(historyMessages)
  const inDays = limit?.unit === 'working-day'
  const words = limit ? texts.limit[limit.unit](limit.amount) : ''
  return {
    limit: words,
    used: (days: number | null) =>
      days === null || !inDays ? '' : texts.used(formatNumber(Math.round(days * 10) / 10), words),
  }
}

function Num({ children }: { children: ReactNode }) {
  return <span className="num">{children}</span>
}
