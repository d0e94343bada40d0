import { Type } from 'typebox'
import { defineEvents } from '#platform/events/events.ts'

const Text = Type.String()

/** What happens in identity. Personal data stay in the account; events say which fields moved. */
export const identityEvents = defineEvents({
  'account.registered': Type.Object({ accountId: Text }),
  'account.changed': Type.Object({ accountId: Text, fields: Type.Array(Text) }),
  'session.started': Type.Object({ sessionId: Text, kind: Text }),
  'session.ended': Type.Object({ sessionId: Text }),
})
