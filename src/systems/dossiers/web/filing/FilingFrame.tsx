import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { LawLanguage } from '#web/components/law-language/LawLanguage.tsx'
import { PageTitle } from '#web/components/page-title/PageTitle.tsx'
import { Progress, Saved } from '#web/components/progress/Progress.tsx'
import { useMessages } from '#web/messages/define.ts'
import { type FilingFrameData, stepHref } from './frame-data.ts'
import { filingMessages } from './messages.ts'
import { PromiseAside } from './PromiseAside.tsx'

type Props = {
  readonly frame: FilingFrameData
  readonly title: string
  /** What was wrong with the last post. */
  readonly errors?: Readonly<Record<string, string>> | undefined
  readonly message?: string | undefined
  /** The form posts files too. */
  readonly multipart?: boolean
  /** The page of the draft that the answers save themselves to while typing. */
  readonly autosave?: string
  readonly children: ReactNode
}

/** One step of filing: where I am, what was wrong, the question group, the promise beside it. It posts to its own address. */
export function FilingFrame({ frame, title, errors = {}, message, multipart, autosave, children }: Props) {
  const texts = useMessages(filingMessages)
  // Without an address of its own a form carries the fragment of the last redirect on to the next step.
  const { pathname, search } = useLocation()
  const failed = Object.keys(errors).length > 0 || message !== undefined
  const place = `${frame.procedureName}, ${texts.step(frame.step, frame.of).toLocaleLowerCase('vi')}`
  return (
    <main id="noi-dung" className="page">
      <PageTitle>{`${failed ? texts.errorPrefix : ''}${title} - ${place}`}</PageTitle>
      <header className="title-block stack measure">
        <p className="row">
          <BackLink frame={frame} />
          <span className="push">
            <Saved at={frame.savedAt} />
          </span>
        </p>
        <Progress step={frame.step} of={frame.of} />
        <p className="soft">
          {frame.procedureName} · {texts.step(frame.step, frame.of)}
        </p>
        <h1>{title}</h1>
        <LawLanguage />
      </header>
      <div className="split">
        <form
          className="stack stack-lg measure"
          method="post"
          action={pathname + search}
          noValidate
          encType={multipart ? 'multipart/form-data' : undefined}
          data-autosave={autosave === undefined ? undefined : `/api/drafts/${frame.id}/pages/${autosave}`}
        >
          <ErrorSummary fields={errors} message={message} />
          <input type="hidden" name="revision" value={frame.revision} />
          {children}
        </form>
        <PromiseAside frame={frame} />
      </div>
    </main>
  )
}

function BackLink({ frame }: { frame: FilingFrameData }) {
  const texts = useMessages(filingMessages)
  if (frame.backPath === null) return <a href={`/nop/${frame.procedureCode}`}>{texts.backToProcedure}</a>
  return <a href={stepHref(frame.id, frame.backPath)}>{texts.backToStep(frame.step - 1)}</a>
}

/** The two ways on from a step. */
export function StepButtons() {
  const texts = useMessages(filingMessages)
  return (
    <>
      <p className="row">
        <button type="submit" className="button">
          {texts.saveAndGoOn}
        </button>
        <button type="submit" className="button button-bare" name="de-sau" value="1">
          {texts.saveForLater}
        </button>
      </p>
      <p className="soft sm">{texts.keptFor}</p>
    </>
  )
}
