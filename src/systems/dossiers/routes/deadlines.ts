import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { refusals } from '#platform/http/answers.ts'
import { COUNTED, listBoard, readBoard } from '../deadlines/board.ts'
import { boardGroups, boardRules } from '../deadlines/rules.ts'

const Rule = Type.Enum([...boardRules])
const Count = Type.Integer({ description: `Đếm đến ${COUNTED}; ${COUNTED + 1} nghĩa là còn nữa` })

/** The board of legal deadlines for other systems: the figures, and the dossiers behind each. */
export const deadlineRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/desk/deadlines',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Các hạn luật định và số hồ sơ sắp vượt, đã vượt trong phạm vi của cán bộ',
        response: {
          200: Type.Object({
            regimeId: Type.String(),
            rules: Type.Array(
              Type.Object({ rule: Rule, soon: Type.Union([Count, Type.Null()]), broken: Count }),
            ),
          }),
          ...refusals(401, 403),
        },
      },
    },
    async ({ context }) => {
      const { terms, lines } = await readBoard(context)
      return { regimeId: terms.regimeId, rules: lines }
    },
  )

  app.get(
    '/api/desk/deadlines/:rule',
    {
      config: { permission: 'dossier.read' },
      schema: {
        summary: 'Hồ sơ sắp vượt hoặc đã vượt một hạn luật định, gấp nhất trước',
        params: Type.Object({ rule: Rule }),
        querystring: Type.Object({
          group: Type.Optional(Type.Enum([...boardGroups])),
          after: Type.Optional(Type.String({ maxLength: 2000 })),
        }),
        response: {
          200: Type.Object({
            dossiers: Type.Array(
              Type.Object({ id: Type.String(), deadline: Type.String({ format: 'date-time' }) }),
            ),
            next: Type.Union([Type.String(), Type.Null()]),
          }),
          ...refusals(401, 403),
        },
      },
    },
    async ({ context, params, query }) => {
      const { rows, next } = await listBoard(context, {
        rule: params.rule,
        group: query.group ?? 'broken',
        after: query.after,
      })
      return { dossiers: rows.map(({ id, deadline }) => ({ id, deadline: deadline.toISOString() })), next }
    },
  )
}
