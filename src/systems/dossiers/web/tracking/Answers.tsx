import { Details } from '#web/components/disclosure/Details.tsx'
import { FileRow } from '#web/components/field/FileField.tsx'
import { Facts } from '#web/components/lists/Facts.tsx'
import { useMessages } from '#web/messages/define.ts'
import type { CitizenDossier } from '../../queries/citizen-queries.ts'
import { fileWords } from '../size-words.ts'
import { dossierMessages } from './dossier-messages.ts'

/** What was stated and sent, folded: it is there to be read again, not in the way. */
export function Answers({ view: { dossier, answers, attachments } }: { view: CitizenDossier }) {
  const texts = useMessages(dossierMessages)
  return (
    <Details summary={texts.answers}>
      <div className="stack stack-lg">
        {answers.map(({ page, rows }) => (
          <section key={page.id} className="stack">
            <h3>{page.title}</h3>
            <Facts facts={rows.map(({ label, value }) => ({ label, value: value || texts.empty }))} />
          </section>
        ))}
        {attachments.length > 0 && (
          <section className="stack">
            <h3>{texts.papers}</h3>
            {attachments.map((file) => (
              <FileRow
                key={file.id}
                name={<a href={`/api/dossiers/${dossier.id}/papers/${file.id}`}>{file.name}</a>}
                note={fileWords(file)}
              />
            ))}
          </section>
        )}
      </div>
    </Details>
  )
}
