import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '#platform/http/answers.ts'
import { Day } from '#platform/province/index.ts'
import { removeCalendarDay, setCalendarDay } from '../actions/set-calendar-day.ts'
import { DayInput } from '../schema.ts'
import { daysOfYear } from '../store.ts'
import { closed } from './answers.ts'

const config = { permission: 'calendar.manage' } as const
const DayParams = Type.Object({ date: Day }, closed)
const { date: _date, ...aboutDay } = DayInput.properties

export const calendarRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/admin/calendar',
    {
      config,
      schema: {
        summary: 'The days of a year that differ from the week',
        querystring: Type.Object({ year: Type.Integer({ minimum: 2000, maximum: 2099 }) }, closed),
        response: { 200: Type.Array(DayInput), ...refusals(401, 403) },
      },
    },
    async ({ context, query }) => daysOfYear(context.db, query.year),
  )

  app.put(
    '/api/admin/calendar/:date',
    {
      config,
      schema: {
        summary: 'Declare a day off or a worked weekend; promises that run over it move',
        params: DayParams,
        body: Type.Object(aboutDay, closed),
        response: { 204: Type.Null(), ...refusals(401, 403, 422) },
      },
    },
    async ({ context, params, body }, reply) => {
      await setCalendarDay(context, { ...body, date: params.date })
      return reply.status(204).send(null)
    },
  )

  app.delete(
    '/api/admin/calendar/:date',
    {
      config,
      schema: {
        summary: 'Make a day an ordinary day of the week again; promises that run over it move',
        params: DayParams,
        querystring: Type.Object({ reason: Type.String({ minLength: 5, maxLength: 300 }) }, closed),
        response: { 204: Type.Null(), ...refusals(401, 403, 404, 422) },
      },
    },
    async ({ context, params, query }, reply) => {
      await removeCalendarDay(context, params.date, query.reason)
      return reply.status(204).send(null)
    },
  )
}
