import type { Insertable } from 'kysely'
import type { Static, TSchema } from 'typebox'
import type { Context } from '../context.ts'
import { kept, type Transaction } from '../database/database.ts'
import type { PlatformEvent } from '../database/tables.ts'

/** What every event says beside its own data: whom it is about, where it counts, for what purpose. */
export type EventSubject = {
  readonly subjectId: string
  readonly agencyId?: string | null
  readonly areaCode?: string | null
  /** Why personal data were touched; shown to the citizen. */
  readonly purpose?: string | null
  readonly simulated?: boolean
}

/** An event as a reader sees it. `data` has the shape its system declared for `name`. */
export type RecordedEvent = {
  readonly epoch: number
  readonly xid: string
  readonly id: number
  readonly at: Date
  readonly name: string
  readonly subjectId: string
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
  readonly agencyId: string | null
  readonly areaCode: string | null
  readonly purpose: string | null
  readonly simulated: boolean
  readonly data: unknown
}

export type EventSchemas = Readonly<Record<string, TSchema>>

type NewEvent<S extends EventSchemas, N extends keyof S> = EventSubject & { name: N; data: Static<S[N]> }
export type EventRow = Insertable<PlatformEvent>

export type Events<S extends EventSchemas> = {
  readonly schemas: S
  readonly names: readonly (keyof S & string)[]
  append<N extends keyof S & string>(tx: Transaction, ctx: Context, event: NewEvent<S, N>): Promise<number>
  /** The row that `append` writes, for an action that writes it in one statement with its state. */
  rowOf<N extends keyof S & string>(ctx: Context, event: NewEvent<S, N>): EventRow
}

/**
 * Declares the events of a system. `append` writes one in the transaction of the action: the event is the audit
 * record, the history on the page, and what every reader folds. Actor and time come from the context. Tells the id.
 */
export function defineEvents<const S extends EventSchemas>(schemas: S): Events<S> {
  function rowOf<N extends keyof S & string>(ctx: Context, event: NewEvent<S, N>): EventRow {
    return {
      at: ctx.now(),
      name: event.name,
      subjectId: event.subjectId,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      agencyId: event.agencyId ?? null,
      areaCode: event.areaCode ?? null,
      purpose: event.purpose ?? null,
      requestId: ctx.requestId,
      simulated: event.simulated ?? false,
      data: JSON.stringify(event.data),
    }
  }
  return {
    schemas,
    names: Object.keys(schemas),
    async append(tx, ctx, event) {
      const { id } = await tx
        .insertInto('platform.event')
        .values(rowOf(ctx, event))
        .returning('id')
        .modifyEnd(kept)
        .executeTakeFirstOrThrow()
      return id
    },
    rowOf,
  }
}
