import { localDate } from '#platform/calendar/index.ts'
import type { Dossier } from '../store.ts'
import { type Preview, paperChanged } from './store.ts'

type Asked = {
  /** SHA-256 of the bytes that the page showed. */
  readonly seen: string
  readonly now: Date
  /** As it is now, under its lock. */
  readonly dossier: Pick<Dossier, 'revision' | 'agencyId'>
}

/**
 * Thấy gì ký nấy: the bytes are those that were shown, of this very day, and the dossier has neither changed
 * since nor gone to another agency: a reorganisation moves it without a new revision.
 * @throws Refusal 409 otherwise.
 */
export function mustBeSeen(preview: Preview, { seen, now, dossier }: Asked): void {
  const same = preview.fileHash !== null && preview.fileHash === seen
  const today = localDate(preview.preparedAt) === localDate(now)
  const stands = preview.revision === dossier.revision && preview.agencyId === dossier.agencyId
  if (!same || !today || !stands) throw paperChanged()
}
