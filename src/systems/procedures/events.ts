import { Type } from 'typebox'
import { defineEvents } from '#platform/events/events.ts'

const Version = Type.Object({
  versionId: Type.String(),
  number: Type.Integer(),
  validFrom: Type.String(),
  legalAct: Type.Union([Type.String(), Type.Null()]),
})

const Ended = Type.Object({ versionId: Type.String(), lastDay: Type.String(), legalAct: Type.String() })

/** What happens to the catalogue. The subject is `procedure:<code>`, `form:<code>`, `process:<code>`, `joined:<code>`, `regime:<code>`,
 * `stop-grounds` or `life-events`. */
export const procedureEvents = defineEvents({
  'procedure.published': Version,
  'procedure.revised': Version,
  'procedure.ended': Ended,
  'form.published': Version,
  'form.revised': Version,
  'process.published': Version,
  'process.revised': Version,
  'regime.published': Version,
  'regime.revised': Version,
  'stop-grounds.changed': Type.Object({ ids: Type.Array(Type.String()) }),
  'joined.published': Version,
  'joined.revised': Version,
  'life-events.changed': Type.Object({ slugs: Type.Array(Type.String()) }),
})
