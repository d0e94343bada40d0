import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button } from '#web/components/button/Button.tsx'
import { useMessages } from '#web/messages/define.ts'
import { dossierPageMessages } from './dossier-messages.ts'

export type Note = { readonly own: boolean; readonly name: string; readonly body: string }

const SAVE_AFTER_MS = 800
const RETRY_AFTER_MS = 5000

/** The notes of the officers. One's own saves itself while one types; without script there is a button. */
export function Notes({ id, notes }: { id: string; notes: readonly Note[] }) {
  const texts = useMessages(dossierPageMessages)
  const [params] = useSearchParams()
  const own = notes.find((note) => note.own)
  const { words, change } = useSavedNote(id)
  return (
    <section>
      <h2>
        <label htmlFor="ghi-chu">{texts.note}</label>
      </h2>
      <form method="post" action={`?${params}`} className="stack stack-sm">
        <textarea
          className="input"
          id="ghi-chu"
          name="ghi-chu"
          rows={3}
          maxLength={5000}
          defaultValue={own?.body}
          aria-describedby="ghi-chu-hint"
          onChange={(event) => change(event.target.value)}
        />
        <p className="field-hint" id="ghi-chu-hint">
          <span role="status">{words ?? texts.noteHint}</span>
        </p>
        <noscript>
          <Button kind="quiet" name="viec" value="ghi-chu">
            {texts.saveNote}
          </Button>
        </noscript>
      </form>
      {notes
        .filter((note) => !note.own)
        .map((note) => (
          <p key={note.name} className="sm">
            <b>{note.name}</b>: {note.body}
          </p>
        ))}
    </section>
  )
}

/** Saves the last thing typed a moment after the typing stops, and tries again when the network is down. */
function useSavedNote(id: string): { words: string | null; change: (body: string) => void } {
  const texts = useMessages(dossierPageMessages)
  const [words, setWords] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const save = async (body: string) => {
    try {
      const answer = await fetch(`/api/dossiers/${id}/note`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ body }),
      })
      if (!answer.ok) throw new Error(String(answer.status))
      const time = new Intl.DateTimeFormat('vi', { hour: '2-digit', minute: '2-digit' }).format(new Date())
      setWords(texts.noteSaved(time))
    } catch {
      setWords(texts.noteUnsaved)
      later(body, RETRY_AFTER_MS)
    }
  }
  const later = (body: string, after: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => save(body), after)
  }
  return { words, change: (body) => later(body, SAVE_AFTER_MS) }
}
