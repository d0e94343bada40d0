import type { Locale } from '#web/locale.ts'
import { messagesFor } from '#web/messages/define.ts'
import type { DeskDossier } from '../../desk/dossier-view.ts'
import type { WorkName } from '../../desk/next-works.ts'
import { stateLooks } from '../state-looks.ts'
import { deskMessages } from './desk-messages.ts'
import { dossierPageMessages } from './dossier-messages.ts'
import { workMessages } from './work-messages.ts'

/** The head of a dossier: what it is, where it stands, and the words of its next step. */
export function shownHead(
  { dossier, procedure, steps }: DeskDossier,
  { locale, done }: { locale: Locale; done: WorkName | undefined },
) {
  const texts = messagesFor(locale, workMessages)
  const shared = messagesFor(locale, deskMessages)
  const next = steps[dossier.stepIndex + 1]
  const signs = dossier.stepRole === 'leader'
  const forward = next
    ? next.role === 'clerk' && !signs
      ? texts.toClerk
      : texts.forward[next.role]
    : texts.works['hand-over']
  return {
    title: dossier.procedureName,
    fullTitle: procedure.name,
    code: dossier.code,
    applicant: dossier.applicantName,
    state: stateLooks[dossier.state],
    stateWords:
      dossier.state === 'processing' && dossier.joinedVersionId === null
        ? shared.steps[dossier.stepRole]
        : shared.states[dossier.state],
    channel: shared.channels[dossier.channel],
    simulated: dossier.simulated,
    forward,
    done: done
      ? messagesFor(locale, dossierPageMessages).done(texts.works[done].toLocaleLowerCase('vi'))
      : null,
  }
}
