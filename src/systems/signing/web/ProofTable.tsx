import { localDate } from '#platform/calendar/index.ts'
import { formatDate } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import type { SignedDocument } from '../schema.ts'
import { adminMessages } from './messages/admin.ts'

/** Signed papers whose proof ends soon or is gone, why, and a try at once. */
export function ProofTable({ proofs }: { proofs: readonly SignedDocument[] }) {
  const { locale } = useShell()
  const texts = useMessages(adminMessages)
  if (proofs.length === 0) {
    return (
      <Empty icon="check" title={texts.noProofs}>
        {texts.noProofsMore}
      </Empty>
    )
  }
  return (
    <section className="stack">
      <p className="soft measure">{texts.proofsNote}</p>
      <Table
        label={texts.proofsLabel}
        rows={proofs}
        rowKey={({ id }) => id}
        columns={[
          {
            title: texts.paper,
            cell: ({ name, fileHash }) => <a href={`/kiem-tra-chu-ky/${fileHash}`}>{name}</a>,
          },
          { title: texts.agency, cell: ({ agencyId }) => <code>{agencyId}</code> },
          {
            title: texts.provedUntil,
            cell: ({ proofUntil }) =>
              proofUntil ? formatDate(localDate(proofUntil)) : <Badge state="late">{texts.unproved}</Badge>,
          },
          { title: texts.error, cell: ({ lastError }) => lastError },
          {
            title: texts.checkedAt,
            cell: ({ proofCheckedAt }) => proofCheckedAt && momentWords(proofCheckedAt, locale),
            numeric: true,
          },
          {
            title: texts.mend,
            cell: ({ id, lastError }) =>
              lastError && (
                <form method="post">
                  <Button kind="quiet" name="gia-han" value={id}>
                    {texts.renew}
                  </Button>
                </form>
              ),
          },
        ]}
      />
    </section>
  )
}
