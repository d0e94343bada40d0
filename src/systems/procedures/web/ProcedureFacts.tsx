import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ServedFigures } from '#web/context.ts'
import { formatDate, formatNumber, formatPercent, formatTime } from '../../../platform/text/index.ts'
import { type Fact, Facts } from '../../../web/components/lists/Facts.tsx'
import { keyed } from '../../../web/keyed.ts'
import { useMessages } from '../../../web/messages/define.ts'
import type { LimitRow, ProcedureFile } from '../province-shapes.ts'
import { procedureMessages } from './messages.ts'
import { procedurePageMessages } from './procedure-messages.ts'
import type { ProcedureView } from './procedure-view.ts'
import { useProcedureWords } from './words.ts'

/** The procedure in short, beside the text; with which version it is and since when it holds. */
export function ProcedureFacts({ view, figures }: { view: ProcedureView; figures: ServedFigures | null }) {
  const { content, related, version } = view
  const { words } = useMessages(procedureMessages)
  const texts = useMessages(procedurePageMessages)
  const until = version.validTo === null ? '' : ` ${texts.until(formatDate(version.validTo))}`
  const facts: Fact[] = [
    { label: texts.fees, value: <Fees fees={content.fees} /> },
    ...(view.wholeLimit
      ? [{ label: texts.limit, value: <WholeLimit whole={view.wholeLimit} published={content.limits[0]} /> }]
      : content.limits.map((limit) => ({ label: limitLabel(limit), value: <Limit limit={limit} /> }))),
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
    if (content.limits.length === 1) return texts.limit
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

function Limit({ limit }: { limit: LimitRow }) {
  const { words } = useMessages(procedureMessages)
  const texts = useMessages(procedurePageMessages)
  const { limit: limitWords } = useProcedureWords()
  const national = limit.nationalDays
  return (
    <>
      {limitWords(limit)}{' '}
      {limit.cutOff && <span className="soft sm">{words.sameDayAfter(limit.cutOff)}</span>}
      {national !== undefined && (
        <span className="soft sm">{texts.nationalLimit(limitWords({ ...limit, days: national }))}</span>
      )}
    </>
  )
}

/** What the parts of a bundle take together, and what is published for the whole where that is something else. */
function WholeLimit({ whole, published }: { whole: LimitRow; published: LimitRow | undefined }) {
  const texts = useMessages(procedurePageMessages)
  const { limit } = useProcedureWords()
  const other = published && limit(published) !== limit(whole)
  return (
    <>
      {limit(whole)} {other && <span className="soft sm">{texts.nationalLimit(limit(published))}</span>}
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
