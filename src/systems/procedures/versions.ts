import type { JoinedFile } from './joined-shapes.ts'
import type { FormFile, ProcedureFile, ProcessFile } from './province-shapes.ts'

/** What is kept in versions, and the row that each version holds. */
export type VersionedContent = {
  procedure: ProcedureFile
  form: FormFile
  process: ProcessFile
  joined: JoinedFile
}
export type VersionKind = keyof VersionedContent

/**
 * One version of a procedure, form, process or bundle. It never changes, except that its end becomes known; `validTo` is its
 * last day (yyyy-MM-dd), null while no end is known.
 */
export type Version<K extends VersionKind> = {
  readonly id: string
  readonly code: string
  readonly number: number
  readonly validFrom: string
  readonly validTo: string | null
  readonly hash: string
  readonly sourceHash: string | null
  readonly legalAct: string | null
  readonly publishedAt: Date
  readonly content: VersionedContent[K]
}

export type ProcedureVersion = Version<'procedure'>
export type FormVersion = Version<'form'>
export type ProcessVersion = Version<'process'>
export type JoinedVersion = Version<'joined'>

/** What a new dossier is filed under: the three versions of one day, whose ids the dossier keeps for good. */
export type Offer = {
  readonly procedure: ProcedureVersion
  readonly form: FormVersion
  readonly process: ProcessVersion
}
