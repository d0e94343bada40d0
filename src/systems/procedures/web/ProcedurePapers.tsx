import { Details } from '#web/components/disclosure/Details.tsx'
import { type Paper, Papers } from '#web/components/lists/Lists.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { PaperRow, ProcedureFile } from '../province-shapes.ts'
import { procedurePageMessages } from './procedure-messages.ts'

/** The papers to bring, those that the state holds already, and what special cases add. */
export function ProcedurePapers({ content }: { content: ProcedureFile }) {
  const texts = useMessages(procedurePageMessages)
  const online = content.onlineLevel !== 'none'
  const usual = content.papers.filter((paper) => paper.case === undefined)
  const toBring = usual.filter((paper) => paper.required && isBrought(paper))
  const ordered = [
    ...toBring,
    ...usual.filter((paper) => !paper.required && isBrought(paper)),
    ...usual.filter((paper) => !isBrought(paper)),
  ]
  const cases = Map.groupBy(
    content.papers.filter((paper) => paper.case !== undefined),
    (paper) => paper.case,
  )
  return (
    <section className="stack" aria-labelledby="giay-to">
      <h2 id="giay-to">{texts.papers}</h2>
      <p>
        {toBring.length === 0 ? (
          texts.toBringNone
        ) : (
          <>
            {texts.toBring} <strong>{texts.paperCount(toBring.length)}</strong>.
          </>
        )}{' '}
        {texts.notAskedAgain}
      </p>
      <Papers papers={ordered.map(shown)} />
      {cases.size > 0 && (
        <div>
          {[...cases].map(([name, papers]) => (
            <Details key={name} summary={name}>
              <Papers papers={papers.map(shown)} />
            </Details>
          ))}
        </div>
      )}
    </section>
  )

  function shown(paper: PaperRow): Paper {
    const held = heldWords(paper)
    const notes = [
      paper.kind === 'form' && !online && texts.formAtDesk,
      paper.kind === 'show' && !held && texts.show,
      !paper.required && paper.case === undefined && !held && texts.ifAny,
      paper.copies > 1 && texts.copies(paper.copies),
    ].filter(Boolean)
    return { id: paper.id, title: paper.name, held, note: notes.length > 0 ? notes.join(' ') : undefined }
  }

  function heldWords(paper: PaperRow): string | undefined {
    if (paper.kind === 'form') return online ? texts.formOnline : undefined
    return paper.replacedBy && texts.held(texts.database[paper.replacedBy])
  }
}

/** A form is filled in here or at the desk; what a database holds is not asked for. */
function isBrought(paper: PaperRow): boolean {
  return paper.kind !== 'form' && paper.replacedBy === undefined
}
