import { HotlineLink } from '#web/components/hotline/HotlineLink.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { FilingFrameData, PromiseWords } from './frame-data.ts'
import { filingMessages } from './messages.ts'

/** Beside every step: by when to send to be answered when, who solves it, where to get help. */
export function PromiseAside({ frame }: { frame: FilingFrameData }) {
  const texts = useMessages(filingMessages)
  const place = frame.agencyName && (
    <>
      {frame.agencyName}
      <br />
      <a className="sm" href={`/nop/${frame.procedureCode}`}>
        {texts.changePlace}
      </a>
    </>
  )
  return (
    <aside className="aside aside-sticky stack">
      {frame.promise ? <PromiseText promise={frame.promise} /> : <p>{texts.noPromise}</p>}
      <Facts
        facts={[
          ...(place ? [{ label: texts.solvedBy, value: place }] : []),
          { label: texts.help, value: <HotlineLink /> },
          { label: texts.elsewhere, value: <span className="soft sm">{texts.elsewhereHow}</span> },
        ]}
      />
    </aside>
  )
}

function PromiseText({ promise }: { promise: PromiseWords }) {
  const texts = useMessages(filingMessages)
  const { due, before, result, left } = promise
  const { promiseBefore: early, promiseNow: now } = texts
  const day = due.text.replace(/^\S+ /, '')
  return (
    <>
      <h2>{texts.promiseTitle(day)}</h2>
      <p>
        {before ? (
          <>
            {early.file} <b className="num">{before.text}</b>
            {early.get} {result} {early.before} <b className="num">{due.text}</b>. {early.left}{' '}
            <b className="num">{left}</b>.
          </>
        ) : (
          <>
            {now.start} {result} {now.before} <b className="num">{due.text}</b>.
          </>
        )}
      </p>
      <p className="soft sm">{texts.promiseNote}</p>
    </>
  )
}
