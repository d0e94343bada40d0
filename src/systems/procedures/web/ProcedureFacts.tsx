import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatDate, formatNumber, formatPercent, formatTime } from '#platform/text/index.ts'
import { type Fact, Facts } from '#web/components/lists/Facts.tsx'
import type { ServedFigures } from '#web/context.ts'
import { keyed } from '#web/keyed.ts'
import { useMessages } from '#web/messages/define.ts'
import type { LimitRow, ProcedureFile } from '../province-shapes.ts'
import { procedureMessages } from './messages.ts'
import { procedurePageMessages } from './procedure-messages.ts'
import type { OfferedLimit, ProcedureView } from './procedure-view.ts'
import { useProcedureWords } from './words.ts'

/** The procedure in short, beside the text; with which version it is and since when it holds. */
export function ProcedureFacts({ view, figures }: { view: ProcedureView; figures: ServedFigures | null }) {
  const { content, related, version } = view
  const { words } = useMessages(procedureMessages)
  const texts = useMessages(procedurePageMessages)
  const until = version.validTo === null ? '' : ` ${texts.until(formatDate(version.validTo))}`
  const facts: Fact[] = [
    { label: texts.fees, value: <Fees fees={content.fees} /> },
    ...view.limits.map((limit) => ({
      label: limitLabel(limit.published),
      value: <Limit {...limit} ofParts={view.joined !== null} />,
    })),
    { label: texts.results, value: <Lines lines={content.results.map(({ name }) => name)} /> },
    {
      label: texts.channels,
      value: <Lines lines={content.channels.map((channel) => words.channel[channel])} />,
    },
    ...(related.length > 0
      ? [
          {
            label: texts.related,
            value: (
              <Lines
                lines={related.map(({ code, shortName }) => (
                  <Link key={code} to={`/thu-tuc/${code}`}>
                    {shortName}
                  </Link>
                ))}
              />
            ),
          },
        ]
      : []),
    ...(figures ? [{ label: texts.lastMonth, value: <Served figures={figures} /> }] : []),
  ]
  return (
    <aside className="aside aside-sticky stack">
      <div>
        <h2>{texts.summary}</h2>
        <Facts facts={facts} />
        <p className="source">
          {texts.version(version.number, formatDate(version.validFrom))}
          {until}
        </p>
        {content.confidence !== 'high' && <p className="soft sm">{texts.unsure}</p>}
      </div>
    </aside>
  )

  function limitLabel(limit: LimitRow): string {
    if (view.limits.length === 1) return texts.limit
    return `${texts.limit}: ${limit.case ?? texts.usual}`
  }
}

function Fees({ fees }: { fees: ProcedureFile['fees'] }) {
  const { words } = useMessages(procedureMessages)
  const { fee } = useProcedureWords()
  if (fees.length === 0) return words.free
  return (
    <Lines
      lines={fees.map((row) => (
        <span key={row.name}>
          {fees.length > 1 && `${row.name}: `}
          {fee(row)} {row.note && <span className="soft sm">{row.note}</span>}
        </span>
      ))}
    />
  )
}

/** What is promised in a case, and beside it the national limit; of a bundle what is published, where its parts take less. */
function Limit({ published, promised, ofParts }: OfferedLimit & { ofParts: boolean }) {
  const { words } = useMessages(procedureMessages)
  const texts = useMessages(procedurePageMessages)
  const { limit: limitWords } = useProcedureWords()
  const shorter = limitWords(promised) !== limitWords(published)
  const { nationalDays } = published
  const national = nationalDays === undefined ? published : { ...published, days: nationalDays }
  return (
    <>
      {limitWords(promised)}{' '}
      {!ofParts && published.cutOff && (
        <span className="soft sm">{words.sameDayAfter(published.cutOff)}</span>
      )}
      {(shorter || nationalDays !== undefined) && (
        <span className="soft sm">{texts.nationalLimit(limitWords(national))}</span>
      )}
    </>
  )
}

function Lines({ lines }: { lines: readonly ReactNode[] }) {
  const [only] = lines
  if (lines.length === 1) return only
  return (
    <ul>
      {keyed(lines).map(({ key, item }) => (
        <li key={key}>{item}</li>
      ))}
    </ul>
  )
}

/** How the promise of this procedure was kept of late, in the whole province. */
function Served({ figures }: { figures: ServedFigures }) {
  const texts = useMessages(procedurePageMessages)
  return (
    <>
      {texts.served(formatNumber(figures.returned), formatPercent(figures.onTimeShare))}{' '}
      <span className="source">
        {texts.register}, <time dateTime={figures.at.toISOString()}>{formatTime(figures.at)}</time>
      </span>
    </>
  )
}
