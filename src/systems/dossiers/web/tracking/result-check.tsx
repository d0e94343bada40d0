import type { ReactNode } from 'react'
import { formatDate } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { type Fact, Facts } from '#web/components/lists/Facts.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { matchResultFile } from '../../results/own-file.ts'
import { type CheckedSignature, getResultByToken, type PublicResult } from '../../results/public-result.ts'
import { momentOf } from '../moments.ts'
import type { Route } from './+types/result-check.ts'
import { OwnFile } from './OwnFile.tsx'
import { postedFile } from './posted-file.ts'
import { resultMessages } from './result-messages.ts'

export const loader = page(async (ctx, { params }: Route.LoaderArgs) => {
  return { result: await getResultByToken(ctx, params.token), now: ctx.now() }
})

/** Compares the visitor's own file with what the agency issued, and forgets it. */
export const action = pageAction(async (ctx, args: Route.ActionArgs) => ({
  told: await matchResultFile(ctx, args.params.token, await postedFile(args)),
}))

type Told = PublicResult['state'] | 'gone'

const tones: Readonly<Record<Told, StateName>> = {
  valid: 'ok',
  correcting: 'soon',
  unsigned: 'soon',
  unsound: 'late',
  replaced: 'late',
  gone: 'late',
  revoked: 'late',
}

const verdicts: Readonly<Record<CheckedSignature['verdict'], StateName>> = {
  holds: 'ok',
  doubtful: 'soon',
  broken: 'late',
}

/** Where the QR code of a result leads: whether it may be relied on at this moment, and what took its place. */
export default function ResultCheck({ loaderData: { result, now }, actionData }: Route.ComponentProps) {
  const texts = useMessages(resultMessages).check
  const { locale, province } = useShell()
  const at = momentOf(now, locale)
  const { state } = result
  const told = toldOf(result)
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${texts.states[told]} - ${result.name} ${result.number}`}</PageTitle>
      <TitleBlock
        title={texts.title}
        crumbs={[]}
        meta={[
          <span key="name">
            {result.name} <span className="num">{result.number}</span>
          </span>,
          <span key="at">
            {texts.asOf} <time dateTime={at.iso}>{at.text}</time>
          </span>,
        ]}
      />
      <div className="stack stack-xl">
        <Notice icon={state === 'valid' ? 'shield' : 'alert'} state={tones[state]} title={texts.states[told]}>
          <p>{texts.say[told](province)}</p>
          {result.simulated && <p>{texts.simulated}</p>}
        </Notice>
        <Facts facts={useFacts(result)} />
        <p className="soft measure">{texts.compare}</p>
        {(result.paper === 'signed' || actionData !== undefined) && <OwnFile posted={actionData} />}
      </div>
    </main>
  )
}

/** How it stands, and `gone` when its line ended in a revocation: nobody shall look for a newer paper. */
function toldOf({ state, successor }: PublicResult): Told {
  return state === 'replaced' && successor?.state === 'revoked' ? 'gone' : state
}

function useFacts(result: PublicResult): Fact[] {
  const texts = useMessages(resultMessages).check
  const { locale } = useShell()
  const { state, since, correctingSince, successor, legalGround } = result
  const moment = (label: string, at: Date): Fact => ({
    label,
    value: <Num>{momentOf(at, locale).text}</Num>,
  })
  return [
    { label: texts.state, value: <Badge state={tones[state]}>{texts.states[toldOf(result)]}</Badge> },
    ...(since ? [moment(state === 'revoked' ? texts.revokedAt : texts.replacedAt, since)] : []),
    ...(correctingSince ? [moment(texts.correctingSince, correctingSince)] : []),
    ...(state === 'revoked' && legalGround ? [{ label: texts.ground, value: legalGround }] : []),
    ...(successor
      ? [
          {
            label: texts.successor,
            value: (
              <>
                <a href={`/kiem-tra/ket-qua/${successor.token}`}>
                  {texts.successorWords(successor.number, formatDate(successor.issuedOn))}
                </a>{' '}
                <Badge state={tones[successor.state]}>{texts.states[successor.state]}</Badge>
              </>
            ),
          },
        ]
      : []),
    {
      label: texts.name,
      value: result.copyWords ? `${result.name} (${result.copyWords.toLocaleLowerCase('vi')})` : result.name,
    },
    { label: texts.number, value: <Num>{result.number}</Num> },
    { label: texts.issuedOn, value: <Num>{formatDate(result.issuedOn)}</Num> },
    { label: texts.agency, value: result.agencyName },
    { label: texts.signedBy, value: result.signedBy },
    { label: texts.signature, value: <Signatures result={result} /> },
    { label: texts.holder, value: result.maskedName },
    {
      label: texts.procedure,
      value: <a href={`/thu-tuc/${result.procedureCode}`}>{result.procedureName}</a>,
    },
    { label: texts.dossier, value: <Num>{result.dossierCode}</Num> },
  ]
}

/** Each signature of the file: whose it is, when, and whether it holds now. */
function Signatures({ result }: { result: PublicResult }) {
  const texts = useMessages(resultMessages).check
  const { locale } = useShell()
  if (result.signatures.length === 0)
    return result.paper === 'signed' ? texts.broken : texts.papers[result.paper]
  return (
    <ul className="stack stack-sm">
      {result.signatures.map(({ signer, at, verdict }) => (
        <li key={`${signer} ${at?.toISOString()}`}>
          {at ? `${signer}, ${momentOf(at, locale).text}` : signer}{' '}
          <Badge state={verdicts[verdict]}>{texts[verdict]}</Badge>
        </li>
      ))}
    </ul>
  )
}

function Num({ children }: { children: ReactNode }) {
  return <span className="num">{children}</span>
}
