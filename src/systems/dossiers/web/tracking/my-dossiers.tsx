import { LinkButton } from '#web/components/button/Button.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { Rows } from '#web/components/lists/Lists.tsx'
import { Pager } from '#web/components/navigation/Navigation.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { TitleBlock } from '#web/components/title-block/TitleBlock.tsx'
import { useMessages } from '#web/messages/define.ts'
import { page } from '#web/page.ts'
import { useShell } from '#web/shell.ts'
import { listOwnDossiers, listOwnDrafts, type OwnDossierRow } from '../../queries/citizen-queries.ts'
import { dueWords, momentOf, savedMoment } from '../moments.ts'
import type { Route } from './+types/my-dossiers.ts'
import { lookupMessages } from './lookup-messages.ts'
import { StateBadge } from './StateBadge.tsx'

export const loader = page(async (ctx, { url }: Route.LoaderArgs) => {
  const before = url.searchParams.get('xong-truoc') ?? undefined
  const openBefore = url.searchParams.get('truoc') ?? undefined
  const first = before === undefined && openBefore === undefined
  const [drafts, open, ended] = await Promise.all([
    first ? listOwnDrafts(ctx) : [],
    before === undefined ? listOwnDossiers(ctx, { ended: false, before: openBefore }) : null,
    openBefore === undefined ? listOwnDossiers(ctx, { ended: true, before }) : null,
  ])
  return { drafts, open, ended, first, now: ctx.now() }
})

export default function MyDossiers({ loaderData }: Route.ComponentProps) {
  const { drafts, open, ended, first, now } = loaderData
  const shared = useMessages(lookupMessages)
  const texts = shared.list
  const rows = [...(open?.rows ?? []), ...(ended?.rows ?? [])]
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{shared.mine}</PageTitle>
      <TitleBlock title={shared.mine} crumbs={[]} />
      <div className="stack stack-xl">
        {first && drafts.length === 0 && rows.length === 0 && (
          <>
            <Empty title={texts.noneTitle}>{texts.none}</Empty>
            <p>
              <LinkButton href="/thu-tuc">{texts.find}</LinkButton>
            </p>
          </>
        )}
        {!first && <a href="/ho-so">{texts.newest}</a>}
        {drafts.length > 0 && <Drafts drafts={drafts} now={now} />}
        {open && open.rows.length > 0 && <Dossiers title={texts.open} rows={open.rows} now={now} />}
        <Pager next={open?.next ? `/ho-so?truoc=${open.next}` : undefined} />
        {ended && ended.rows.length > 0 && <Dossiers title={texts.ended} rows={ended.rows} now={now} />}
        <Pager next={ended?.next ? `/ho-so?xong-truoc=${ended.next}` : undefined} />
      </div>
    </main>
  )
}

type Draft = { id: string; procedureName: string; updatedAt: Date }

function Drafts({ drafts, now }: { drafts: readonly Draft[]; now: Date }) {
  const { locale } = useShell()
  const texts = useMessages(lookupMessages).list
  return (
    <section className="stack" aria-labelledby="nhap">
      <h2 id="nhap">{texts.drafts}</h2>
      <Rows
        rows={drafts.map(({ id, procedureName, updatedAt }) => {
          const saved = savedMoment(updatedAt, now, locale)
          return {
            id,
            what: (
              <>
                <a href={`/ho-so/nhap/${id}`}>
                  {procedureName}
                  <span className="hidden-text">: {texts.goOn}</span>
                </a>
                <p className="soft sm">
                  {texts.draftSaved} <time dateTime={saved.iso}>{saved.text}</time>
                </p>
              </>
            ),
            when: (
              <a href={`/ho-so/nhap/${id}/xoa`}>
                {texts.discard}
                <span className="hidden-text"> {procedureName}</span>
              </a>
            ),
          }
        })}
      />
    </section>
  )
}

type DossiersProps = { readonly title: string; readonly rows: readonly OwnDossierRow[]; readonly now: Date }

function Dossiers({ title, rows, now }: DossiersProps) {
  const { locale } = useShell()
  const texts = useMessages(lookupMessages).list
  return (
    <section className="stack">
      <h2>{title}</h2>
      <Rows
        rows={rows.map((row) => ({
          id: row.id,
          what: (
            <>
              <a href={`/ho-so/${row.code}`}>{row.procedureName}</a>
              <p className="soft sm">
                <span className="num">{row.code}</span>, {row.agencyName}
              </p>
            </>
          ),
          when: (
            <>
              <StateBadge
                state={row.state}
                supplied={row.suppliedAt !== null}
                overdue={row.overdueAt !== null}
              />
              <br />
              {timeOf(row)}
            </>
          ),
        }))}
      />
    </section>
  )

  function timeOf(row: OwnDossierRow): string {
    if (row.closedAt) return texts.endedAt(momentOf(row.closedAt, locale).text)
    if (row.state === 'registered') return texts.answerBy(dueWords(row.dueAt, now, locale))
    if (row.promisedAt && row.finishedAt === null) return texts.dueBy(dueWords(row.promisedAt, now, locale))
    return texts.filedAt(momentOf(row.submittedAt, locale).text)
  }
}
