import type { RecordedEvent } from '#platform/events/events.ts'

/** The dossier that an event concerns; a signed document tells in its data what it is about, other documents concern none. */
export function dossiersOf({ name, subjectId, data }: RecordedEvent): string[] {
  if (!name.startsWith('document.')) return [subjectId]
  const { kind, subjectId: about } = data as { kind: string; subjectId: string }
  return kind === 'result' ? [about] : []
}
