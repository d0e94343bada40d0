import type { SignatureReport, VerificationReport } from '#platform/signatures/verify/report.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { Details } from '#web/components/disclosure/Details.tsx'
import { type Fact, Facts } from '#web/components/lists/Facts.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import { checkMessages } from './messages/check.ts'

const states: Readonly<Record<VerificationReport['verdict'], StateName>> = {
  valid: 'ok',
  'valid-but-extended': 'ok',
  invalid: 'late',
  unknown: 'soon',
  unsigned: 'info',
  unreadable: 'late',
}

type Props = { readonly report: VerificationReport; readonly name?: string | undefined; readonly now: Date }

/** What a check found, in plain words: the verdict first, then each signature. */
export function Report({ report, name, now }: Props) {
  const texts = useMessages(checkMessages)
  const { verdict, warnings, signatures, defect } = report
  const good = verdict === 'valid' || verdict === 'valid-but-extended'
  return (
    <div className="stack stack-xl">
      <Notice icon={good ? 'shield' : 'alert'} state={states[verdict]} title={texts.verdicts[verdict]}>
        <p>{texts.means[verdict]}</p>
        {warnings.map((warning) => (
          <p key={warning}>{texts.warnings[warning]}</p>
        ))}
      </Notice>
      <Facts
        facts={[
          ...(name ? [{ label: texts.fileName, value: name }] : []),
          { label: texts.checkedAt, value: <Time at={now} /> },
        ]}
      />
      {signatures.map((signature) => (
        <Signature key={signature.field} signature={signature} revisions={report.revisions} />
      ))}
      {defect !== null && (
        <Details summary={texts.defect}>
          <p lang="en">{defect}</p>
        </Details>
      )}
    </div>
  )
}

function Time({ at }: { at: Date }) {
  const { locale } = useShell()
  return <time dateTime={at.toISOString()}>{momentWords(at, locale)}</time>
}

function Signature({ signature, revisions }: { signature: SignatureReport; revisions: number }) {
  const texts = useMessages(checkMessages)
  const { kind, verdict, signer, problems } = signature
  const who = signer?.commonName || signer?.organisation || texts.nobody
  return (
    <section className="stack">
      <h2>{kind === 'signature' ? texts.signatureOf(who) : texts.stampOf(who)}</h2>
      <p>
        <Badge state={states[verdict]}>{texts.short[verdict]}</Badge>
      </p>
      {problems.length > 0 && (
        <div className="stack stack-sm">
          <h3>{texts.why}</h3>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{texts.problems[problem]}</li>
            ))}
          </ul>
        </div>
      )}
      <Facts facts={useFacts(signature, revisions)} />
    </section>
  )
}

function useFacts(signature: SignatureReport, revisions: number): readonly Fact[] {
  const texts = useMessages(checkMessages)
  const { signer, provedAt, claimedAt, changes, chain, level, reason, serial, certifies } = signature
  // Beside "the content was changed" the sentence that nothing was added later would read as its opposite.
  const silent = changes.length === 0 && signature.problems.includes('content-changed')
  const some = (label: string, value: string | null | undefined) => (value ? [{ label, value }] : [])
  return [
    ...some(texts.organisation, signer?.organisation),
    { label: texts.provedAt, value: provedAt ? <Time at={provedAt} /> : texts.noTime },
    ...(claimedAt ? [{ label: texts.claimedAt, value: <Time at={claimedAt} /> }] : []),
    {
      label: texts.covers,
      value: signature.coversWholeFile ? texts.whole : texts.part(signature.revision, revisions),
    },
    ...(silent
      ? []
      : [
          {
            label: texts.after,
            value:
              changes.length === 0 ? (
                texts.untouched
              ) : (
                <Changes kinds={[...new Set(changes.map(({ kind }) => kind))]} />
              ),
          },
        ]),
    ...(certifies ? [{ label: texts.permission, value: texts.certifies[certifies] }] : []),
    ...some(
      texts.chain,
      chain
        .slice(1)
        .map((each) => each.commonName || each.organisation)
        .join(' ← '),
    ),
    {
      label: texts.revocation,
      value: (
        <>
          {texts.revocations[signature.revocation]}
          {signature.revocationAskedAt ? (
            <>
              {', '}
              {texts.askedAt} <Time at={signature.revocationAskedAt} />
            </>
          ) : (
            signature.revocation !== 'unknown' && <>, {texts.fromFile}</>
          )}
        </>
      ),
    },
    ...some(texts.reason, reason),
    ...some(texts.level, level && texts.levels[level]),
    ...some(texts.serial, serial),
  ]
}

function Changes({ kinds }: { kinds: readonly SignatureReport['changes'][number]['kind'][] }) {
  const texts = useMessages(checkMessages)
  return (
    <ul>
      {kinds.map((kind) => (
        <li key={kind}>{texts.changes[kind]}</li>
      ))}
    </ul>
  )
}
