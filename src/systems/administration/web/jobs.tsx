import { redirect } from 'react-router'
import { listReaders } from '#platform/events/log-queries.ts'
import { maskText } from '#platform/events/masking.ts'
import {
  countJobs,
  type JobState,
  jobPlace,
  listJobs,
  type QueuedJob,
  readJobPlace,
} from '#platform/jobs/job-queries.ts'
import { formatNumber } from '#platform/text/index.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { Pager, Tabs } from '#web/components/navigation/Navigation.tsx'
import { Notice } from '#web/components/notice/Notice.tsx'
import { FilterChoice, Filters } from '#web/components/search/Filters.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { removeFailedJob, retryJob } from '../actions/mend-job.ts'
import type { Route } from './+types/jobs.ts'
import { JobTable, ReaderTable, TaskTable } from './JobTables.tsx'
import { jobMessages } from './messages/jobs.ts'

const PAGE_SIZE = 50

/** The tabs of the page by their word in the address. */
const tabs = { loi: 'failing', chay: 'running', cho: 'waiting' } as const
type Tab = (typeof tabs)[keyof typeof tabs]
const statesOf: Readonly<Record<Tab, readonly JobState[]>> = {
  failing: ['retrying', 'failed'],
  running: ['running'],
  waiting: ['waiting'],
}

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const asked = url.searchParams.get('tinh-trang')
  const tab: Tab = asked !== null && asked in tabs ? tabs[asked as keyof typeof tabs] : 'failing'
  const task = url.searchParams.get('viec')?.slice(0, 128) || undefined
  const after = readJobPlace(url.searchParams.get('sau'))
  const jobs = await listJobs(ctx.db, {
    states: statesOf[tab],
    limit: PAGE_SIZE + 1,
    ...(task === undefined ? {} : { task }),
    ...(after ? { after } : {}),
  })
  const last = jobs.length > PAGE_SIZE ? jobs[PAGE_SIZE - 1] : undefined
  return {
    tab,
    task: task ?? null,
    first: after === undefined,
    next: last ? jobPlace(last) : null,
    counts: await countJobs(ctx.db),
    readers: await listReaders(ctx.db),
    now: ctx.now(),
    done: url.searchParams.get('xong'),
    rows: jobs.slice(0, PAGE_SIZE).map(shown),
  }
})

function shown({ id, task, key, payload, state, runAt, attempts, maxAttempts, lastError }: QueuedJob) {
  const about = key?.split(':').slice(1).join(':') || maskText(JSON.stringify(payload))
  const error = lastError === null ? null : maskText(lastError.split('\n')[0] ?? '').slice(0, 300)
  return { id, task, about, state, runAt, attempts, maxAttempts, error }
}

/** Runs a failed job again, or takes it out. */
export const action = pageAction(async (ctx, { request }: Route.ActionArgs) => {
  const posted = await request.formData()
  const id = (name: string) => Number(/^\d{1,15}$/.exec(String(posted.get(name) ?? ''))?.[0] ?? 0)
  if (posted.has('chay-lai')) {
    await retryJob(ctx, id('chay-lai'))
    return redirect('/quan-tri/viec-nen?xong=chay-lai', 303)
  }
  await removeFailedJob(ctx, id('bo'))
  return redirect('/quan-tri/viec-nen?xong=bo', 303)
})

type Loaded = Route.ComponentProps['loaderData']

/** The queue of jobs and the readers of the log: what waits, runs, failed, and lags. */
export default function Jobs({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(jobMessages)
  const { counts, done, readers, now } = loaderData
  const refusal = actionData && 'refusal' in actionData ? actionData.refusal : undefined
  const sum = (of: (count: Loaded['counts'][number]) => number) =>
    formatNumber(counts.reduce((total, count) => total + of(count), 0))
  return (
    <AdminPage
      title={texts.title}
      failed={refusal !== undefined}
      count={texts.count(
        sum(({ waiting }) => waiting),
        sum(({ retrying, failed }) => retrying + failed),
      )}
      toolbar={<TaskFilter {...loaderData} />}
    >
      <ErrorSummary message={refusal?.message} />
      {done === 'chay-lai' && !refusal && <Notice icon="check" state="ok" title={texts.retried} />}
      {done === 'bo' && !refusal && <Notice icon="check" state="ok" title={texts.removed} />}
      <Queue {...loaderData} />
      <div className="stack stack-sm">
        <h2 id="loai-viec">{texts.perTask}</h2>
        <TaskTable counts={counts} />
      </div>
      <div className="stack stack-sm">
        <h2 id="bo-doc">{texts.readers}</h2>
        <p className="soft">{texts.readersNote}</p>
        <ReaderTable readers={readers} now={now} />
      </div>
    </AdminPage>
  )
}

function wordOf(tab: Tab): string {
  return Object.entries(tabs).find(([, name]) => name === tab)?.[0] ?? 'loi'
}

function TaskFilter({ tab, task, counts }: Loaded) {
  const texts = useMessages(jobMessages)
  return (
    <Filters label={texts.task} button={texts.find} className="row push">
      <input type="hidden" name="tinh-trang" value={wordOf(tab)} />
      <FilterChoice
        name="viec"
        label={texts.task}
        value={task ?? undefined}
        any={texts.anyTask}
        choices={counts.map((count) => ({ value: count.task, label: count.task }))}
      />
    </Filters>
  )
}

function Queue({ tab, task, rows, next, first }: Loaded) {
  const texts = useMessages(jobMessages)
  const word = wordOf(tab)
  const address = (params: Record<string, string>) =>
    `?${new URLSearchParams({ 'tinh-trang': word, ...(task ? { viec: task } : {}), ...params })}`
  return (
    <section className="stack">
      <Tabs
        label={texts.tabs}
        tabs={Object.entries(tabs).map(([key, name]) => ({
          href: `?tinh-trang=${key}`,
          label: texts.states[name],
          current: name === tab,
        }))}
      />
      {tab === 'waiting' && <p className="soft">{texts.waitingNote}</p>}
      {rows.length === 0 ? (
        <Empty icon="check" title={texts.none[tab]}>
          {texts.noneMore}
        </Empty>
      ) : (
        <JobTable rows={rows} label={texts.states[tab]} />
      )}
      <Pager
        previous={first ? undefined : address({})}
        next={next === null ? undefined : address({ sau: next })}
      />
    </section>
  )
}
