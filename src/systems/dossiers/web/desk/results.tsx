import { data, Link, redirect, redirectDocument } from 'react-router'
import { isRefusal } from '#platform/errors.ts'
import { formatDate, maskIdentityNumber } from '#platform/text/index.ts'
import { Badge } from '#web/components/badge/Badge.tsx'
import { Empty } from '#web/components/empty/Empty.tsx'
import { type Fact, Facts } from '#web/components/lists/Facts.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { shellContext } from '#web/context.ts'
import { useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import type { Answered } from '#web/posted.ts'
import { viewDossier } from '../../desk/actions/view-dossier.ts'
import { mayRead } from '../../desk/reading.ts'
import { type ResultView, resultViews } from '../../results/own-results.ts'
import { copyWordsOf } from '../../results/rules.ts'
import { momentOf } from '../moments.ts'
import type { Route } from './+types/results.ts'
import { DESK_PATH } from './desk-nav.ts'
import { postedForm } from './posted-form.ts'
import { postedResultWorks } from './posted-result.ts'
import { typedFields } from './posted-work.ts'
import { ResultForm } from './ResultForm.tsx'
import { deskResultMessages } from './result-messages.ts'
import { mayAddResult, type ResultWork, resultWorks, worksOfResult } from './result-works.ts'

export const loader = page(async (ctx, { params, url, context }: Route.LoaderArgs) => {
  const { locale } = context.get(shellContext)
  const dossier = await viewDossier(ctx, { id: params.id })
  const results = await resultViews(ctx.db, dossier)
  const shown = results.map((result) => ({
    ...factsOf(result, locale),
    works: result.dossierId === dossier.id ? worksOfResult(ctx.actor, dossier, result) : [],
  }))
  const mayAdd = mayAddResult(ctx.actor, dossier)
  const asked = url.searchParams.get('viec')
  const about = shown.find(({ id }) => id === url.searchParams.get('kq'))
  const further = asked === 'them' && mayAdd ? ('them' as const) : null
  const work = about?.works.find((each) => each === asked) ?? further
  return {
    ...{ id: dossier.id, code: dossier.code, name: dossier.procedureName, applicant: dossier.applicantName },
    ...{ results: shown, mayAdd, work, resultMethod: dossier.resultMethod },
    about: work === null || work === 'them' ? null : (about ?? null),
  }
})

/** One version in plain words. */
function factsOf(result: ResultView, locale: 'vi' | 'en') {
  const { id, dossierId, name, number, state, paper, publicToken, content, source, signedBy, correction } =
    result
  return {
    ...{ id, dossierId, name, number, state, paper, publicToken, source, signedBy, content: content ?? [] },
    copyWords: copyWordsOf(result),
    issuedOn: formatDate(result.issuedOn),
    correction: correction && {
      id: correction.id,
      open: correction.state === 'open',
      words: `${correction.askedByName}: ${correction.reason}`,
      answer: correction.answer,
    },
    changed: result.changedAt && {
      at: momentOf(result.changedAt, locale).text,
      by: result.changedByName,
      why: [result.changeReason, result.changeGround].filter(Boolean).join(' '),
    },
    handovers: result.handovers.map((each) => ({
      id: each.id,
      at: momentOf(each.at, locale).text,
      to: [each.toName, each.identityNumber && maskIdentityNumber(each.identityNumber), each.trackingNumber]
        .filter(Boolean)
        .join(', '),
      method: each.method as 'counter' | 'post' | 'online',
      relation: each.relation && [each.relation, each.authority].filter(Boolean).join(', '),
    })),
  }
}

export type ShownResult = ReturnType<typeof factsOf> & { readonly works: readonly ResultWork[] }

export const action = pageAction(async (ctx, { params, request, url }: Route.ActionArgs) => {
  const posted = await request.formData()
  await mayRead(ctx.db, ctx.actor, params.id)
  const asked = String(posted.get('viec') ?? '')
  const work = asked === 'them' ? 'them' : resultWorks.find((each) => each === asked)
  if (!work) return redirect(url.pathname, 303)
  const form = postedForm(posted)
  const target = {
    dossierId: params.id,
    resultId: form.text('kq', 40),
    correctionId: form.text('de-nghi', 40),
  }
  try {
    const done = await postedResultWorks[work](ctx, target, form)
    if (done && 'lookAt' in done) return redirectDocument(done.lookAt, 303)
  } catch (error) {
    if (!isRefusal(error) || error.status === 401 || error.status === 404) throw error
    const { code, message, fields, causes, status } = error
    return data({ refusal: { code, message, fields, causes }, typed: typedFields(posted) }, { status })
  }
  return redirect(url.pathname, 303)
})

/** The results of a dossier with all their versions; one form at a time is open on top. */
export default function ResultsPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(deskResultMessages)
  const { id, code, name, applicant, results, mayAdd, work, about } = loaderData
  const { refusal, typed }: Answered = actionData ?? {}
  return (
    <main className="workspace" id="noi-dung">
      <PageTitle>{`${texts.title}, ${applicant}, ${code}`}</PageTitle>
      <header className="toolbar">
        <h1 title={name}>{texts.title}</h1>
        <span className="soft num">{code}</span>
        <span className="push row">
          <Link to={`${DESK_PATH}/ho-so/${id}`}>{texts.back}</Link>
          {mayAdd && (
            <Link className="button button-quiet" to="?viec=them">
              {texts.works.them}
            </Link>
          )}
        </span>
      </header>
      <div className="work-page stack">
        {work && (
          <ResultForm key={`${work}${about?.id}`} {...loaderData} {...{ work, about, refusal, typed }} />
        )}
        {results.length === 0 && <Empty title={texts.none} />}
        {results.map((result) => (
          <OneResult key={result.id} result={result} />
        ))}
      </div>
    </main>
  )
}

function OneResult({ result }: { result: ShownResult }) {
  const texts = useMessages(deskResultMessages)
  const asked = result.correction?.open === true
  const tone = { valid: asked ? 'soon' : 'ok', replaced: 'done', revoked: 'late' } as const
  return (
    <section className="stack stack-sm" aria-labelledby={`kq-${result.id}`}>
      <h2 id={`kq-${result.id}`}>
        {result.copyWords ? `${result.name} (${result.copyWords.toLocaleLowerCase('vi')})` : result.name}{' '}
        <Badge state={tone[result.state]}>
          {asked && result.state === 'valid' ? texts.correcting : texts.states[result.state]}
        </Badge>
      </h2>
      <Facts facts={useFacts(result)} />
      {result.works.length > 0 && (
        <p className="row">
          {result.works.map((work) => (
            <Link key={work} className="button button-quiet" to={`?viec=${work}&kq=${result.id}`}>
              {texts.works[work]}
            </Link>
          ))}
        </p>
      )}
    </section>
  )
}

function useFacts(result: ShownResult): Fact[] {
  const texts = useMessages(deskResultMessages)
  const { facts: words } = texts
  const { paper, publicToken, correction, changed } = result
  const file = `/api/dossiers/${result.dossierId}/results/${result.id}`
  const rows: (Fact | false | null)[] = [
    { label: words.number, value: <span className="num">{result.number}</span> },
    { label: words.issuedOn, value: <span className="num">{result.issuedOn}</span> },
    { label: words.signedBy, value: result.signedBy },
    {
      label: words.file,
      value: (
        <>
          {texts.papers[paper]}
          {paper !== 'none' && (
            <>
              {' '}
              <a href={file} target="_blank" rel="noreferrer">
                {words.open}
              </a>
            </>
          )}
        </>
      ),
    },
    publicToken !== null && {
      label: words.check,
      value: <a href={`/kiem-tra/ket-qua/${publicToken}`}>{words.openPage}</a>,
    },
    correction && {
      label: words.request,
      value: (
        <>
          {correction.words} {correction.answer && <span className="soft">{correction.answer}</span>}
        </>
      ),
    },
    changed && { label: words.changed, value: `${changed.at}, ${changed.by}. ${changed.why}` },
    ...result.handovers.map((each) => ({
      label: words.handovers,
      value: (
        <>
          {each.to}, {texts.methods[each.method]}, <span className="num">{each.at}</span>
          {each.relation && <span className="soft"> {texts.on(each.relation)}</span>}
        </>
      ),
    })),
  ]
  return rows.filter((row) => row !== false && row !== null)
}
