import { Link, redirect } from 'react-router'
import { AdminPage } from '#web/components/admin-page/AdminPage.tsx'
import { Button } from '#web/components/button/Button.tsx'
import { ErrorSummary } from '#web/components/error-summary/ErrorSummary.tsx'
import { keptFields } from '#web/components/field/kept.ts'
import { shellContext } from '#web/context.ts'
import { messagesFor, useMessages } from '#web/messages/define.ts'
import { pageAction } from '#web/page.ts'
import { type Answered, keepTyped, mustFit, postedTexts } from '#web/posted.ts'
import { addOfficer, OfficerInput } from '../../administration/index.ts'
import type { Route } from './+types/officer-new.ts'
import { officerMessages } from './messages/officers.ts'
import { OfficerFields } from './OfficerFields.tsx'
import { officerFields } from './officer-input.ts'

/** Adds an officer, and leads to the page where he is appointed. */
export const action = pageAction(async (ctx, { request, context }: Route.ActionArgs) => {
  const texts = messagesFor(context.get(shellContext).locale, officerMessages)
  const posted = postedTexts(await request.formData())
  const wrong = { message: texts.refused, fields: texts.wrong }
  return keepTyped(posted, async () => {
    const { id } = await addOfficer(ctx, mustFit(OfficerInput, officerFields(posted), wrong))
    return redirect(`/quan-tri/can-bo/${id}?da-luu#bo-nhiem`, 303)
  })
})

/** The form of a new officer. */
export default function NewOfficer({ actionData }: Route.ComponentProps) {
  const texts = useMessages(officerMessages)
  const { refusal, typed }: Answered = actionData ?? {}
  return (
    <AdminPage
      title={texts.newTitle}
      failed={refusal !== undefined}
      toolbar={<Link to="/quan-tri/can-bo">{texts.all}</Link>}
    >
      <ErrorSummary fields={refusal?.fields} message={refusal?.message} />
      <p className="soft measure">{texts.newNote}</p>
      <form className="stack measure" method="post">
        <OfficerFields field={keptFields({ typed, errors: refusal?.fields })} />
        <p>
          <Button>{texts.saveAndAppoint}</Button>
        </p>
      </form>
    </AdminPage>
  )
}
