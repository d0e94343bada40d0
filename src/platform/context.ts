import type { WorkingCalendar } from './calendar/index.ts'
import type { Database } from './database/database.ts'
import type { FileStore } from './files/files.ts'
import type { Actor } from './permissions.ts'

/**
 * The one argument every action takes: what it may reach and who asks. Nothing else is ambient.
 * `calendar` reads the working calendar of the province; `agencyId` narrows it to that agency's hours.
 */
export type Context = {
  readonly db: Database
  readonly actor: Actor
  readonly now: () => Date
  readonly requestId: string
  /** The network address of who asks; absent for jobs and commands. */
  readonly address?: string
  readonly calendar: (agencyId?: string) => Promise<WorkingCalendar>
  readonly files: FileStore
}

/** What a Context is made of before anybody asks: the same for every request and job of the process. */
export type Services = Pick<Context, 'db' | 'now' | 'calendar' | 'files'>
