import type { WorkingCalendar } from './calendar/index.ts'
import type { KeyPlaces } from './config.ts'
import type { Database } from './database/database.ts'
import type { FileStore } from './files/files.ts'
import type { Recall } from './memory.ts'
import type { Actor } from './permissions.ts'
import type { Secrets } from './secrets.ts'
import type { SignatureChecks } from './signatures/verify/check-beside.ts'

/**
 * The one argument every action takes: what it may reach and who asks. Nothing else is ambient.
 * `calendar` reads the working calendar of the province; `agencyId` narrows it to that agency's hours. `recall` gives
 * what seldom changes without reading it again.
 */
export type Context = {
  readonly db: Database
  readonly actor: Actor
  readonly now: () => Date
  readonly requestId: string
  /** The network address of who asks; absent for jobs and commands. */
  readonly address?: string
  readonly calendar: (agencyId?: string) => Promise<WorkingCalendar>
  readonly recall: Recall
  readonly files: FileStore
  readonly secrets: Secrets
  /** Where a key may be registered. */
  readonly keyPlaces: KeyPlaces
  /** Files of strangers are read and checked beside the server. */
  readonly checks: Pick<SignatureChecks, 'check'>
}

/** What a Context is made of before anybody asks: the same for every request and job of the process. */
export type Services = Pick<
  Context,
  'db' | 'now' | 'calendar' | 'recall' | 'files' | 'secrets' | 'keyPlaces' | 'checks'
>
