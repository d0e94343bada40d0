import { Link, redirect } from 'react-router'
import { Type } from 'typebox'
import { localDate } from '#platform/calendar/index.ts'
import { permissions } from '#platform/permissions.ts'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { keptFields, type Typed } from '#web/components/field/kept.ts'
import { Notice } from '#web/components/notice/Notice.tsx'
import { LogHistory } from '#web/components/timeline/LogHistory.tsx'
import { shellContext } from '#web/context.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { page, pageAction } from '#web/page.ts'
import { type Answered, keepTyped, mustFit, postedDay, postedTexts } from '#web/posted.ts'
import {
  Appointment,
  appointOfficer,
  changeOfficer,
  endPost,
  getOfficer,
  type HeldPost,
  listAgencies,
  OfficerChange,
  postsOf,
  revisionOf,
  roleTitles,
  searchLog,
} from '../../administration/index.ts'
import { roles } from '../roles.ts'
import type { Route } from './+types/officer.ts'
import { Duties } from './Duties.tsx'
import { officerMessages } from './messages/officers.ts'
import { OfficerFields } from './OfficerFields.tsx'
import { officerFields } from './officer-input.ts'
import { AppointForm, Posts } from './Posts.tsx'

const HISTORY = 50

export const loader = page(async (ctx, { params, url }: Route.LoaderArgs) => {
  const officer = await getOfficer(ctx.db, params.id)
  const posts = await postsOf(ctx.db, [officer.id])
  const today = localDate(ctx.now())
  const { items } = await searchLog(ctx.db, { subject: `officer:${officer.id}` }, HISTORY)
  return {
    officer,
    revision: revisionOf(officer),
    today,
    posts: posts.map((post) => ({ ...post, state: stateOf(post, today), roleTitle: titleOf(post.role) })),
    duties: posts.filter((post) => stateOf(post, today) === 'inForce').map(dutiesOf),
    agencies: (await listAgencies(ctx.db, { validOn: today, limit: 2000 })).map(({ id, name }) => ({
      id,
      name,
    })),
    roles: Object.entries(roleTitles).map(([value, label]) => ({ value, label })),
    history: items.map(({ id, at, name, actorName }) => ({ id, at, name, actorName })),
    done: ['da-luu', 'da-bo-nhiem', 'da-thoi'].find((name) => url.searchParams.has(name)) ?? null,
  }
})

function titleOf(role: string): string {
  const titles: Readonly<Record<string, string>> = roleTitles
  return titles[role] ?? role
}

function stateOf({ validFrom, validTo }: HeldPost, today: string): 'inForce' | 'coming' | 'ended' {
  if (validTo !== null && validTo < today) return 'ended'
  return validFrom > today ? 'coming' : 'inForce'
}

/** What a post lets its holder do, and where. */
function dutiesOf({ id, role, agencyName }: HeldPost) {
  const grants = Object.hasOwn(roles, role) ? roles[role as keyof typeof roles] : []
  return {
    id,
    post: `${titleOf(role)}, ${agencyName}`,
    grants: grants.map(({ scope, permissions: held }) => ({
      scope,
      held: held.map((each) => permissions[each]),
    })),
  }
}

/** Corrects the officer, appoints, or ends a post, by the button that was pressed. */
export const action = pageAction(async (ctx, { params, request, context }: Route.ActionArgs) => {
  const texts = messagesFor(context.get(shellContext).locale, officerMessages)
  const posted = postedTexts(await request.formData())
  const wrong = { message: texts.refused, fields: texts.wrong }
  const done = (what: string) => redirect(`/quan-tri/can-bo/${params.id}?${what}`, 303)
  return keepTyped(posted, async () => {
    if (posted['intent'] === 'appoint') {
      await appointOfficer(ctx, params.id, mustFit(Appointment, appointmentOf(posted), wrong))
      return done('da-bo-nhiem')
    }
    if (posted['intent'] === 'end') {
      const { postId, lastDay } = mustFit(Ending, endingOf(posted), {
        message: texts.wrong.validTo,
        fields: { postId: texts.noPosts, lastDay: texts.wrong.validTo },
      })
      await endPost(ctx, postId, lastDay)
      return done('da-thoi')
    }
    const revision = posted['revision']
    const change = { ...officerFields(posted), ...(revision ? { revision } : {}) }
    await changeOfficer(ctx, params.id, mustFit(OfficerChange, change, wrong))
    return done('da-luu')
  })
})

function appointmentOf({ agencyId, role, title, validFrom, validTo }: Readonly<Record<string, string>>) {
  const [first, last] = [postedDay(validFrom), postedDay(validTo)]
  return {
    ...(agencyId === undefined ? {} : { agencyId: agencyId.split(' ')[0] }),
    ...(role === undefined ? {} : { role }),
    ...(title === undefined ? {} : { title }),
    ...(first === undefined ? {} : { validFrom: first }),
    ...(last === undefined ? {} : { validTo: last }),
  }
}

function endingOf({ postId, lastDay }: Readonly<Record<string, string>>) {
  return { postId: postId ?? '', lastDay: postedDay(lastDay) ?? '' }
}

const Ending = Type.Object({
  postId: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  lastDay: Appointment.properties.validFrom,
})

type Loaded = Route.ComponentProps['loaderData']

/** One officer: posts and what they permit, facts to correct, history. */
export default function OfficerPage({ loaderData, actionData }: Route.ComponentProps) {
  const texts = useMessages(officerMessages)
  const { refusal, typed }: Answered = actionData ?? {}
  const intent = typed?.['intent']
  const { officer, done } = loaderData
  const said =
    done === null
      ? undefined
      : { 'da-luu': texts.saved, 'da-bo-nhiem': texts.appointed, 'da-thoi': texts.ended }[done]
  return (
    <AdminPage
      title={officer.fullName}
      failed={refusal !== undefined}
      count={officer.employeeCode}
      toolbar={<Link to="/quan-tri/can-bo">{texts.all}</Link>}
    >
      <ErrorSummary fields={intent === 'end' ? {} : refusal?.fields} message={refusal?.message} />
      {said && !refusal && <Notice icon="check" state="ok" title={said} />}
      <div className="admin-split">
        <div className="stack stack-lg">
          <Posts posts={loaderData.posts} today={loaderData.today} />
          <Duties duties={loaderData.duties} />
          <LogHistory subject={`officer:${officer.id}`} history={loaderData.history} words={texts.happened}>
            <p>
              <Link to={`/quan-tri/su-kien?nguoi=${officer.id}`}>{texts.did}</Link>
            </p>
          </LogHistory>
        </div>
        <div className="stack stack-lg">
          <AppointForm
            agencies={loaderData.agencies}
            roles={loaderData.roles}
            today={loaderData.today}
            typed={intent === 'appoint' ? typed : undefined}
            errors={intent === 'appoint' ? refusal?.fields : undefined}
          />
          <Correction
            {...loaderData}
            typed={intent === undefined ? typed : undefined}
            errors={intent === undefined ? refusal?.fields : undefined}
          />
        </div>
      </div>
    </AdminPage>
  )
}

type CorrectionProps = Pick<Loaded, 'officer' | 'revision'> & {
  readonly typed: Typed | undefined
  readonly errors: Readonly<Record<string, string>> | undefined
}

function Correction({ officer, revision, typed, errors }: CorrectionProps) {
  const texts = useMessages(officerMessages)
  const { employeeCode, fullName, email, phone, subject } = officer
  const field = keptFields({ typed, errors, known: { employeeCode, fullName, email, phone, subject } })
  return (
    <section className="stack stack-sm" aria-labelledby="thong-tin">
      <h2 id="thong-tin">{texts.facts}</h2>
      <form className="stack" method="post">
        <input type="hidden" name="revision" value={revision} />
        <OfficerFields field={field} />
        <p>
          <Button kind="quiet">{texts.save}</Button>
        </p>
      </form>
    </section>
  )
}
