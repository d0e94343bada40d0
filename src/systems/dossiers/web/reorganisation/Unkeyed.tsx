import { Link } from 'react-router'
import { formatNumber } from '#platform/text/index.ts'
import { Notice } from '#web/components/notice/Notice.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { Unkeyed as Agency } from '../../reorganisation/keys.ts'
import { reorganisationMessages } from './messages.ts'

type Props = {
  readonly unkeyed: readonly Agency[]
  /** Null before the run: until then the agencies are not there to be given a key. */
  readonly run: object | null
}

/** Which new agencies cannot sign yet, what that means, and where a key is registered. */
export function Unkeyed({ unkeyed, run }: Props) {
  const texts = useMessages(reorganisationMessages)
  if (unkeyed.length === 0) return null
  return (
    <Notice icon="pen" state="soon" title={texts.unkeyed(formatNumber(unkeyed.length))}>
      <p>{run ? texts.unkeyedAfter : texts.unkeyedBefore}</p>
      <details>
        <summary>{texts.unkeyedList}</summary>
        <Table
          label={texts.waitingPapers}
          rows={unkeyed}
          rowKey={({ id }) => id}
          columns={[
            {
              title: texts.to,
              cell: ({ id, name }) =>
                run ? (
                  <Link to={`/quan-tri/chu-ky/khoa-moi?co-quan=${id}`} aria-label={texts.giveKey(name)}>
                    {name}
                  </Link>
                ) : (
                  name
                ),
            },
            {
              title: texts.waitingPapers,
              cell: ({ papers }) => formatNumber(papers),
              numeric: true,
              right: true,
            },
          ]}
        />
      </details>
    </Notice>
  )
}
