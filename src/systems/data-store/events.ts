import { Type } from 'typebox'
import { defineEvents } from '#platform/events/events.ts'

const Text = Type.String()
const TextOrNone = Type.Union([Text, Type.Null()])

/** Names no person and no paper of his: the item does, which its owner can remove. `subjectId` is the store. */
const item = { itemId: Text, kind: Text, source: Text, dossierId: TextOrNone }

export const dataStoreEvents = defineEvents({
  'data-store.kept': Type.Object(item),
  'data-store.viewed': Type.Object({ itemIds: Type.Array(Text) }),
  'data-store.used': Type.Object(item),
  'data-store.removed': Type.Object(item),
  'data-store.suspended': Type.Object({ ...item, reason: Text }),
  'data-store.resumed': Type.Object(item),
  'data-store.ended': Type.Object({ ...item, state: Text, reason: Text }),
  'data-store.rules-loaded': Type.Object({ kinds: Type.Integer(), rules: Type.Integer() }),
})
