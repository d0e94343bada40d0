import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { type CsvColumn, csvLines } from '#platform/text/index.ts'

export const closed = { additionalProperties: false }
export const Instant = Type.String({ format: 'date-time' })
export const Search = Type.Optional(Type.String({ maxLength: 100 }))
export const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }))

export function orNull<T extends TSchema>(type: T) {
  return Type.Union([type, Type.Null()])
}

/** A page of a list; `next` goes into `after` or `before` of the next call and is absent at the end. */
export function pageOf<T extends TSchema>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Optional(Type.String()) })
}

/** Sends rows as a CSV file, line by line as they come. */
export function sendCsv<Row>(
  reply: FastifyReply,
  name: string,
  { columns, rows }: { columns: readonly CsvColumn<Row>[]; rows: AsyncIterable<Row> },
): FastifyReply {
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(Readable.from(csvLines(columns, rows)))
}

/** The fields that were given; an optional one that was not is left out. */
export function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
