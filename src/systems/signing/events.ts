import { Type } from 'typebox'
import { defineEvents } from '#platform/events/events.ts'

const Text = Type.String()
const TextOrNone = Type.Union([Text, Type.Null()])

/** Repeated on each event of a document, so that who reacts needs no look-up. `subjectId` is what the paper is about. */
const document = { documentId: Text, kind: Text, subjectId: Text, fileHash: Text, level: TextOrNone }
const key = { keyId: Text, ownerKind: Text, ownerId: Text, holder: Text }

export const signingEvents = defineEvents({
  'document.signed': Type.Object(document),
  'document.completed': Type.Object(document),
  'document.renewed': Type.Object(document),
  'document.signature-lost': Type.Object({ ...document, reason: Text }),
  'document.signing-failed': Type.Object({ ...document, reason: Text }),
  'document.signing-retried': Type.Object({ documentId: Text, kind: Text, subjectId: Text }),
  'key.registered': Type.Object({ ...key, validTo: Text }),
  'key.withdrawn': Type.Object({ ...key, reason: Text }),
  'root.trusted': Type.Object({ fingerprint: Text, subjectName: Text, sandbox: Type.Boolean() }),
  'root.withdrawn': Type.Object({ fingerprint: Text, subjectName: Text }),
  'signature.rules-loaded': Type.Object({ ends: Type.Integer(), renewBeforeDays: Type.Integer() }),
})
