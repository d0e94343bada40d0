import { Link } from 'react-router'
import { localDate } from '#platform/calendar/index.ts'
import { formatTime } from '#platform/text/index.ts'
import { buttonClass } from '#web/components/button/Button.tsx'
import { Icon } from '#web/components/icon/Icon.tsx'
import type { Milestone } from '#web/components/milestones/Milestones.tsx'
import { PromiseBlock } from '#web/components/promise/PromiseBlock.tsx'
import { dueWords } from '#web/due-words.ts'
import { useMessages } from '#web/messages/define.ts'
import { type Shell, useShell } from '#web/shell.ts'
import { procedureMessages } from './messages.ts'
import { procedurePageMessages } from './procedure-messages.ts'
import type { ProcedureView } from './procedure-view.ts'

/** When the result is there if one files now, how it goes until then, and the button. */
export function ProcedurePromise({ view }: { view: ProcedureView }) {
  const { content, promised, now } = view
  const { words } = useMessages(procedureMessages)
  const texts = useMessages(procedurePageMessages)
  const { locale } = useShell()
  const online = content.onlineLevel !== 'none'
  const when = promised ? (
    <>
      {texts.fileNow}{' '}
      <strong className="num">
        {words.before} {dueWords(promised.dueAt, now, locale)}
      </strong>
    </>
  ) : (
    texts.noPromise
  )
  const [usual, ...others] = view.limits
  return (
    <PromiseBlock when={when} stages={useStages(view, locale)}>
      <div className="stack">
        {promised && others.length > 0 && (
          <p className="sm">{texts.inCase(usual?.published.case ?? texts.usual)}</p>
        )}
        <p className="row">
          {online && (
            <Link className={buttonClass('sun')} to={`/nop/${content.code}`}>
              {texts.fileOnline} <Icon name="arrow" />
            </Link>
          )}
          <a href="#noi-nop">{online ? texts.orDesk : texts.atDesk}</a>
        </p>
      </div>
    </PromiseBlock>
  )
}

function useStages(
  { content, promised, promisedResult, now, form }: ProcedureView,
  locale: Shell['locale'],
): Milestone[] {
  const texts = useMessages(procedurePageMessages)
  const online = content.onlineLevel !== 'none'
  const time = (at: Date) => (
    <time dateTime={at.toISOString()}>
      {localDate(at) === localDate(now) ? formatTime(at) : dueWords(at, now, locale)}
    </time>
  )
  const first: Milestone = {
    state: 'done',
    title: (
      <>
        {texts.now} <time dateTime={now.toISOString()}>{formatTime(now)}</time>
      </>
    ),
    note: online ? texts.questions(form.questions, form.held) : texts.bring,
  }
  if (!promised) return [first, { title: texts.noPromiseHow }]
  const stage = (at: Date, note: string): Milestone => ({
    title: (
      <>
        {texts.before} {time(at)}
      </>
    ),
    note,
  })
  return [
    first,
    ...(promised.cutOffAt ? [stage(promised.cutOffAt, texts.cutOff)] : []),
    ...(promised.firstAnswerAt ? [stage(promised.firstAnswerAt, texts.firstAnswer)] : []),
    stage(promised.dueAt, texts.result(promisedResult)),
  ]
}
