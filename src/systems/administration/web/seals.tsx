import { Link } from 'react-router'
import { countUnsealed, listSeals } from '#platform/events/seal.ts'
import { formatDate, formatNumber } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { Pager } from '#web/components/navigation/Navigation.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { Table } from '#web/components/table/Table.tsx'
import { momentWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { type Verdict, verifyLog } from '../actions/verify-log.ts'
import type { Route } from './+types/seals.ts'
import { logMessages } from './messages/log.ts'

const PAGE_SIZE = 60
const MOST_COUNTED = 100_000

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const asked = url.searchParams.get('truoc')
  const before = asked !== null && /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : undefined
  const seals = await listSeals(ctx.db, { limit: PAGE_SIZE + 1, ...(before === undefined ? {} : { before }) })
  const rows = seals.slice(0, PAGE_SIZE)
  return {
    rows: rows.map(({ sealedOn, events, hash, sealedAt }) => ({ sealedOn, events, hash, sealedAt })),
    first: before === undefined,
    next: seals.length > PAGE_SIZE ? (rows.at(-1)?.sealedOn ?? null) : null,
    unsealed: await countUnsealed(ctx.db, MOST_COUNTED),
  }
})

/** Checks one day against its seal. */
export const action = pageAction(async (ctx, { request }: Route.ActionArgs) => {
  const day = String((await request.formData()).get('ngay') ?? '')
  return { verdict: await verifyLog(ctx, /^\d{4}-\d\d-\d\d$/.test(day) ? day : '0001-01-01') }
})

/** The seals of the log, newest first, each with a button that checks its day. */
export default function Seals({ loaderData, actionData }: Route.ComponentProps) {
  const { locale } = useShell()
  const texts = useMessages(logMessages)
  const { rows, next, first, unsealed } = loaderData
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  return (
    <AdminPage
      title={texts.sealTitle}
      failed={refusal !== undefined}
      count={texts.unsealed(formatNumber(unsealed))}
      toolbar={
        <>
          <Link to="/quan-tri/su-kien">{texts.back}</Link>
          <a className="push" href="/api/admin/seals.csv">
            {texts.csv}
          </a>
        </>
      }
    >
      <ErrorSummary message={refusal?.message} />
      {actionData && 'verdict' in actionData && <Outcome verdict={actionData.verdict} />}
      <p className="soft measure">{texts.sealNote}</p>
      {rows.length === 0 ? (
        <Empty icon="lock" title={texts.noSeals}>
          {texts.noSealsMore}
        </Empty>
      ) : (
        <Table
          label={texts.sealTitle}
          rows={rows}
          rowKey={({ sealedOn }) => sealedOn}
          columns={[
            { title: texts.sealedOn, cell: ({ sealedOn }) => formatDate(sealedOn), numeric: true },
            { title: texts.events, cell: ({ events }) => formatNumber(events), numeric: true },
            { title: texts.hash, cell: ({ hash }) => <code className="hash">{hash}</code> },
            { title: texts.sealedAt, cell: ({ sealedAt }) => momentWords(sealedAt, locale), numeric: true },
            { title: texts.verify, cell: ({ sealedOn }) => <VerifyButton day={sealedOn} /> },
          ]}
        />
      )}
      <Pager
        previous={first ? undefined : '/quan-tri/su-kien/khoa-so'}
        next={next === null ? undefined : `?truoc=${next}`}
      />
    </AdminPage>
  )
}

function VerifyButton({ day }: { day: string }) {
  const texts = useMessages(logMessages)
  return (
    <form method="post">
      <button
        type="submit"
        className="button button-quiet"
        name="ngay"
        value={day}
        aria-label={`${texts.verify} ${formatDate(day)}`}
      >
        {texts.verify}
      </button>
    </form>
  )
}

function Outcome({ verdict }: { verdict: Verdict }) {
  const texts = useMessages(logMessages)
  const { day, whole, fault, sealed, found, broken } = verdict
  const date = formatDate(day)
  if (whole) return <Notice icon="check" state="ok" title={texts.whole(date, formatNumber(found))} />
  const why = {
    count: texts.faults.count(formatNumber(sealed), formatNumber(found)),
    content: texts.faults.content,
    chain: texts.faults.chain(broken.map((each) => formatDate(each)).join(', ')),
  }
  return (
    <Notice icon="alert" state="late" title={texts.broken(date)}>
      {fault && <p>{why[fault]}</p>}
      <p>{texts.brokenNext}</p>
    </Notice>
  )
}
