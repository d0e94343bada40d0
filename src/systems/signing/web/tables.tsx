import { localDate } from '#platform/calendar/index.ts'
import { formatDate } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import type { StateName } from '#web/components/badge/states.ts'
import { Button } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { FileField } from '#web/components/field/FileField.tsx'
import { Pager } from '#web/components/navigation/Navigation.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { useShell } from '#web/shell.ts'
import type { Key } from '../key-store.ts'
import type { TrustedRoot } from '../root-store.ts'
import type { DocumentState, SignedDocument } from '../schema.ts'
import { adminMessages } from './messages/admin.ts'

const colours: Readonly<Record<DocumentState, StateName>> = {
  pending: 'info',
  'waiting-key': 'soon',
  signed: 'soon',
  timestamped: 'soon',
  complete: 'done',
  failed: 'late',
}

/** Papers that wait or have failed. */
export function PaperTable({ papers }: { papers: readonly SignedDocument[] }) {
  const { locale } = useShell()
  const texts = useMessages(adminMessages)
  if (papers.length === 0) {
    return (
      <Empty icon="check" title={texts.noPapers}>
        {texts.noPapersMore}
      </Empty>
    )
  }
  return (
    <Table
      label={texts.papersLabel}
      rows={papers}
      rowKey={({ id }) => id}
      columns={[
        {
          title: texts.state,
          cell: ({ state }) => <Badge state={colours[state]}>{texts.states[state]}</Badge>,
        },
        { title: texts.paper, label: null, cell: ({ name }) => name },
        { title: texts.agency, cell: ({ agencyId }) => <code>{agencyId}</code> },
        {
          title: texts.requested,
          cell: ({ requestedAt }) => momentWords(requestedAt, locale),
          numeric: true,
        },
        {
          title: texts.error,
          cell: ({ lastError, waitingFor }) => (
            <>
              {waitingFor && (
                <>
                  {texts.waitingFor} <code>{waitingFor}</code>.{' '}
                </>
              )}
              {lastError}
            </>
          ),
        },
        {
          title: texts.mend,
          cell: ({ id }) => (
            <form method="post">
              <Button kind="quiet" name="ky-lai" value={id}>
                {texts.retry}
              </Button>
            </form>
          ),
        },
      ]}
    />
  )
}

type KeysShown = {
  readonly keys: readonly Key[]
  readonly now: Date
  readonly search: string
  readonly pageNumber: number
  readonly more: boolean
}

/** Keys in use, the ones that end first on top. */
export function KeyTable({ keys, now, search, pageNumber, more }: KeysShown) {
  const texts = useMessages(adminMessages)
  const address = (to: number) => `?${new URLSearchParams({ muc: 'khoa', tim: search, trang: String(to) })}`
  if (keys.length === 0) {
    return (
      <Empty icon="lock" title={texts.noKeys}>
        {texts.noKeysMore}
      </Empty>
    )
  }
  return (
    <section className="stack">
      <Table
        label={texts.keysLabel}
        rows={keys}
        rowKey={({ id }) => id}
        columns={[
          { title: texts.owner, cell: ({ ownerName }) => ownerName },
          { title: texts.ownerIs, cell: ({ ownerKind }) => texts.kinds[ownerKind] },
          { title: texts.holder, cell: ({ holder }) => texts.holders[holder] },
          { title: texts.certificate, cell: ({ subjectName }) => subjectName },
          { title: texts.validTo, numeric: true, cell: ({ validTo }) => <Ends at={validTo} now={now} /> },
          {
            title: texts.mend,
            cell: ({ id }) => (
              <form method="post">
                <Button kind="bare" name="thoi-dung" value={id}>
                  {texts.withdraw}
                </Button>
              </form>
            ),
          },
        ]}
      />
      <Pager
        previous={pageNumber > 1 ? address(pageNumber - 1) : undefined}
        next={more ? address(pageNumber + 1) : undefined}
      />
    </section>
  )
}

const SOON_MS = 30 * 24 * 3600_000

function Ends({ at, now }: { at: Date; now: Date }) {
  const texts = useMessages(adminMessages)
  const day = formatDate(localDate(at))
  const left = at.getTime() - now.getTime()
  if (left <= 0) return <Badge state="late">{`${texts.expired} ${day}`}</Badge>
  return left <= SOON_MS ? <Badge state="soon">{day}</Badge> : day
}

/** Roots that are trusted, and the way to add one. */
export function RootTable({ roots, error }: { roots: readonly TrustedRoot[]; error: string | undefined }) {
  const { locale } = useShell()
  const texts = useMessages(adminMessages)
  return (
    <section className="stack">
      <p className="soft measure">{texts.rootsNote}</p>
      {roots.length === 0 ? (
        <Empty icon="shield" title={texts.noRoots}>
          {texts.noRootsMore}
        </Empty>
      ) : (
        <Table
          label={texts.rootsLabel}
          rows={roots}
          rowKey={({ fingerprint }) => fingerprint}
          columns={[
            {
              title: texts.root,
              cell: ({ subjectName, sandbox }) => (
                <>
                  {subjectName} {sandbox && <Badge state="info">{texts.sandbox}</Badge>}
                </>
              ),
            },
            {
              title: texts.fingerprint,
              cell: ({ fingerprint }) => <span className="num hash">{fingerprint}</span>,
            },
            {
              title: texts.trustedAt,
              cell: ({ trustedAt }) => momentWords(trustedAt, locale),
              numeric: true,
            },
            {
              title: texts.mend,
              cell: ({ fingerprint }) => (
                <form method="post">
                  <Button kind="bare" name="thoi-tin" value={fingerprint}>
                    {texts.distrust}
                  </Button>
                </form>
              ),
            },
          ]}
        />
      )}
      <form method="post" encType="multipart/form-data" className="stack measure">
        <FileField
          name="certificate"
          label={texts.rootFile}
          hint={texts.rootHint}
          accept=".cer,.crt,.pem,.der"
          error={error}
        />
        <p>
          <Button kind="quiet">{texts.addRoot}</Button>
        </p>
      </form>
    </section>
  )
}
