import { Facts } from '#web/components/lists/Facts.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import type { PublicApology, PublicDossier } from '../../queries/public-queries.ts'
import { dueWords, momentOf } from '../moments.ts'
import { DossierMilestones } from './DossierMilestones.tsx'
import { dossierMessages } from './dossier-messages.ts'
import { lookupMessages } from './lookup-messages.ts'
import { StateBadge } from './StateBadge.tsx'

/** What anybody with the code and the phone, or with the paper, may see of a dossier. */
export function PublicState({ dossier, now }: { dossier: PublicDossier; now: Date }) {
  const texts = useMessages(dossierMessages)
  const { facts: words } = useMessages(lookupMessages)
  const { locale } = useShell()
  const { state, supplied, overdue } = dossier
  const at = (label: string, instant: Date | null) =>
    instant ? [{ label, value: <Num>{momentOf(instant, locale).text}</Num> }] : []
  const promised = dossier.finishedAt === null && dossier.closedAt === null ? dossier.promisedAt : null
  return (
    <div className="stack stack-xl">
      <Facts
        facts={[
          { label: texts.state, value: <StateBadge {...{ state, supplied, overdue }} /> },
          {
            label: words.procedure,
            value: <a href={`/thu-tuc/${dossier.procedureCode}`}>{dossier.procedureName}</a>,
          },
          { label: texts.solvedBy, value: dossier.agencyName },
          ...(dossier.deskName ? [{ label: texts.receivedBy, value: dossier.deskName }] : []),
          { label: words.applicant, value: dossier.maskedName },
          ...at(words.filed, dossier.submittedAt),
          ...at(words.received, dossier.receivedAt),
          ...(promised
            ? [{ label: words.promised, value: <Num>{dueWords(promised, now, locale)}</Num> }]
            : []),
          ...at(words.finished, dossier.finishedAt),
          ...at(words.returned, dossier.returnedAt),
          ...(dossier.returnedAt ? [] : at(words.closed, dossier.closedAt)),
        ]}
      />
      {dossier.apology && <ApologyNotice apology={dossier.apology} now={now} />}
      <DossierMilestones
        milestones={dossier.milestones}
        promisedAt={dossier.promisedAt}
        toPay={state === 'awaiting-payment'}
        pausedAt={dossier.pausedAt}
        now={now}
      />
    </div>
  )
}

/** Why it will be late, and both dates: the one that counts for the outcome and the one to come back on. */
function ApologyNotice({ apology, now }: { apology: PublicApology; now: Date }) {
  const { apology: texts } = useMessages(lookupMessages)
  const { locale } = useShell()
  const words = (instant: Date) => <Num>{dueWords(instant, now, locale)}</Num>
  return (
    <Notice icon="clock" state="soon" title={texts.title}>
      <p>{apology.reason}</p>
      <Facts
        facts={[
          { label: texts.first, value: words(apology.promisedAt) },
          { label: texts.moved, value: words(apology.newPromisedAt) },
        ]}
      />
    </Notice>
  )
}

function Num({ children }: { children: string }) {
  return <span className="num">{children}</span>
}
