import { useCallback } from 'react'
import { Link } from 'react-router'
import { formatDate, formatTime } from '#platform/text/index.ts'
import { type Column, Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { RegisterRow } from '../../register/rows.ts'
import type { ResultMethod } from '../../schema.ts'
import { registerMessages } from './register-messages.ts'
import { useRowKeys } from './use-row-keys.ts'

/** A line as the screen shows it: address and phone stay in the print and the file, where the form asks for them. */
export type RegisterLine = Omit<
  RegisterRow,
  'applicantAddress' | 'applicantPhone' | 'codeTail' | 'submittedAt' | 'resultMethod'
> & {
  readonly order: number
  /** By which the receipt names the line. */
  readonly entry: { readonly number: string; readonly day: string }
  readonly resultMethod: ResultMethod
}

/** The columns of form 06 (2018) and 07 (2025) in their order, a line to a dossier. */
export function RegisterTable({ lines }: { lines: readonly RegisterLine[] }) {
  const texts = useMessages(registerMessages)
  const current = useRowKeys(lines, useCallback(addressOf, []))
  return (
    <Table
      label={texts.title}
      rows={lines}
      rowKey={(line) => line.id}
      columns={columnsOf(texts)}
      current={current}
    />
  )
}

type Texts = ReturnType<typeof useMessages<typeof registerMessages.vi>>

function columnsOf(texts: Texts): Column<RegisterLine>[] {
  const { columns, methods } = texts
  return [
    { title: columns.order, numeric: true, cell: ({ entry }) => <Entry {...entry} /> },
    { title: columns.code, label: null, numeric: true, cell: (line) => <Code line={line} /> },
    { title: columns.procedure, label: null, cell: (line) => <Matter line={line} texts={texts} /> },
    { title: columns.applicant, wide: true, cell: (line) => line.applicantName },
    {
      title: columns.agency,
      wide: true,
      cell: (line) => <span title={line.agencyName}>{line.agencyShortName}</span>,
    },
    { title: columns.received, wide: true, numeric: true, cell: (line) => <At instant={line.receivedAt} /> },
    {
      title: columns.promised,
      wide: true,
      numeric: true,
      cell: ({ promisedAt }) =>
        promisedAt ? <At instant={promisedAt} /> : <span className="soft">{texts.noTerm}</span>,
    },
    {
      title: columns.returned,
      wide: true,
      numeric: true,
      cell: ({ returnedAt }) => returnedAt && <At instant={returnedAt} />,
    },
    { title: columns.method, wide: true, cell: (line) => methods[line.resultMethod] },
    { title: columns.taken, wide: true, cell: (line) => line.handedTo },
  ]
}

function Entry({ number, day }: RegisterLine['entry']) {
  return (
    <>
      {number}
      <br />
      <span className="xs soft">{day}</span>
    </>
  )
}

/** The part of the agency over the part that is said aloud, as the printed form breaks it. */
function Code({ line: { id, code } }: { line: RegisterLine }) {
  const cut = code.indexOf('-') + 1
  return (
    <Link to={addressOf(id)}>
      <span className="xs soft">{code.slice(0, cut)}</span>
      <br />
      {code.slice(cut)}
    </Link>
  )
}

function Matter({ line, texts }: { line: RegisterLine; texts: Texts }) {
  const promised = line.promisedAt ? formatDate(line.promisedAt) : texts.noTerm
  return (
    <>
      {line.procedureName}
      <span className="fold">
        {line.applicantName}. {texts.folded(formatDate(line.receivedAt), promised)}
        {line.returnedAt && `. ${texts.columns.returned} ${formatDate(line.returnedAt)}`}
      </span>
    </>
  )
}

function At({ instant }: { instant: Date }) {
  return (
    <time dateTime={instant.toISOString()}>
      {formatDate(instant)}
      <br />
      <span className="soft">{formatTime(instant)}</span>
    </time>
  )
}

function addressOf(id: string): string {
  return `/ban-lam-viec/ho-so/${id}`
}
