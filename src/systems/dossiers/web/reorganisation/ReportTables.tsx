import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import { Facts } from '#web/components/lists/Facts.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { ReorganisationReport } from '../../reorganisation/report.ts'
import { reorganisationMessages } from './messages.ts'

type Props = {
  readonly report: ReorganisationReport
  readonly legalActs: readonly { readonly act: string; readonly what: string; readonly certainty: string }[]
  readonly notes: readonly string[]
}

/** The report as it is read and printed. */
export function ReportTables({ report, legalActs, notes }: Props) {
  const texts = useMessages(reorganisationMessages)
  const certainties: Readonly<Record<string, string>> = texts.certainty
  return (
    <div className="stack stack-lg">
      <Shape report={report} />
      <Passages report={report} />
      <Unstaffed report={report} />
      <section className="stack stack-sm" aria-labelledby="can-cu">
        <h2 id="can-cu">{texts.acts}</h2>
        <ul>
          {legalActs.map(({ act, what, certainty }) => (
            <li key={act}>
              {act}: {what} <span className="soft">({certainties[certainty] ?? certainty})</span>
            </li>
          ))}
        </ul>
        {notes.length > 0 && <h3>{texts.notes}</h3>}
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Shape({ report }: { report: ReorganisationReport }) {
  const texts = useMessages(reorganisationMessages)
  const { areas, agencies, posts, dossiers } = report
  const n = formatNumber
  return (
    <section className="stack stack-sm" aria-labelledby="thay-doi">
      <h2 id="thay-doi">{texts.shape}</h2>
      <Facts
        facts={[
          { label: texts.areas, value: texts.endedBegun(n(areas.ended), n(areas.begun)) },
          { label: texts.agencies, value: texts.endedBegun(n(agencies.ended), n(agencies.begun)) },
          { label: texts.posts, value: texts.postsMoved(n(posts.moved), n(posts.merged)) },
          { label: texts.procedures, value: n(report.procedures) },
          { label: texts.dossiers, value: texts.dossiersMoving(n(dossiers.moving), n(dossiers.open)) },
          { label: texts.reassigned, value: n(dossiers.reassigned) },
          { label: texts.drafts, value: n(report.drafts) },
          { label: texts.consultations, value: n(report.consultations) },
        ]}
      />
    </section>
  )
}

/** As many ways as are read at a glance; a province has hundreds. */
const FIRST = 20

function Passages({ report }: { report: ReorganisationReport }) {
  const texts = useMessages(reorganisationMessages)
  const rest = report.passages.slice(FIRST)
  return (
    <div className="stack stack-sm">
      <h2 id="tu-dau-ve-dau">{texts.passages}</h2>
      {report.passages.length === 0 ? (
        <p className="soft">{texts.noPassages}</p>
      ) : (
        <PassageTable label={texts.passages} passages={report.passages.slice(0, FIRST)} />
      )}
      {rest.length > 0 && (
        <details className="stack stack-sm">
          <summary>{texts.otherPassages(formatNumber(rest.length))}</summary>
          <PassageTable label={texts.otherPassages(formatNumber(rest.length))} passages={rest} />
        </details>
      )}
    </div>
  )
}

type PassageProps = { readonly label: string; readonly passages: ReorganisationReport['passages'] }

function PassageTable({ label, passages }: PassageProps) {
  const texts = useMessages(reorganisationMessages)
  return (
    <Table
      label={label}
      rows={passages}
      rowKey={({ fromId, toId }) => `${fromId} ${toId}`}
      columns={[
        {
          title: texts.from,
          cell: ({ fromId, fromName }) => <Link to={`/quan-tri/co-quan/${fromId}`}>{fromName}</Link>,
        },
        { title: texts.to, cell: ({ toName }) => toName },
        { title: texts.open, cell: ({ dossiers }) => formatNumber(dossiers), numeric: true, right: true },
      ]}
    />
  )
}

function Unstaffed({ report }: { report: ReorganisationReport }) {
  const texts = useMessages(reorganisationMessages)
  if (report.unstaffed.length === 0) return null
  return (
    <div className="stack stack-sm">
      <h2 id="chua-co-can-bo">{texts.unstaffed}</h2>
      <p className="soft measure">{texts.unstaffedMore}</p>
      <Table
        label={texts.unstaffed}
        rows={report.unstaffed}
        rowKey={({ id }) => id}
        columns={[
          { title: texts.to, cell: ({ name }) => name },
          { title: texts.open, cell: ({ dossiers }) => formatNumber(dossiers), numeric: true, right: true },
        ]}
      />
    </div>
  )
}
