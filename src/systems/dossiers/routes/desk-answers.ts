import { Type } from 'typebox'
import { maskIdentityNumber, maskPhone } from '#platform/text/index.ts'
import type { QueueRow } from '../desk/queue.ts'
import type { FoundDossier } from '../desk/search.ts'
import { Channel, DossierState } from '../schema.ts'
import type { Dossier } from '../store.ts'

export const Id = Type.String({ format: 'uuid' })
const Instant = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
const Text = Type.Union([Type.String(), Type.Null()])

/** What an action answers: where the dossier is now, and the revision for the next one. */
export const DossierAnswer = Type.Object({
  id: Type.String(),
  code: Type.String(),
  state: DossierState,
  revision: Type.Integer(),
  deskAgencyId: Type.String(),
  stepName: Type.String(),
  stepRole: Type.String(),
  assigneeId: Text,
  assigneeName: Text,
  promisedAt: Instant,
  stepDueAt: Instant,
})

export function dossierAnswer(dossier: Dossier) {
  const { id, code, state, revision, deskAgencyId, stepName, stepRole, assigneeId, assigneeName } = dossier
  return {
    ...{ id, code, state, revision, deskAgencyId, stepName, stepRole, assigneeId, assigneeName },
    promisedAt: dossier.promisedAt?.toISOString() ?? null,
    stepDueAt: dossier.stepDueAt?.toISOString() ?? null,
  }
}

/** A line of a queue. */
export const RowAnswer = Type.Object({
  id: Type.String(),
  code: Type.String(),
  state: DossierState,
  procedureName: Type.String(),
  field: Type.String(),
  channel: Channel,
  applicantName: Type.String(),
  submittedAt: Type.String({ format: 'date-time' }),
  promisedAt: Instant,
  dueAt: Type.String({ format: 'date-time' }),
  stepName: Type.String(),
  assigneeName: Text,
  revision: Type.Integer(),
})

export function rowAnswer(row: QueueRow) {
  const { id, code, state, procedureName, field, channel, applicantName, stepName, assigneeName } = row
  return {
    ...{ id, code, state, procedureName, field, channel, applicantName, stepName, assigneeName },
    submittedAt: row.submittedAt.toISOString(),
    promisedAt: row.promisedAt?.toISOString() ?? null,
    dueAt: row.dueAt.toISOString(),
    revision: row.revision,
  }
}

/** A found dossier shows the numbers of a person only in part. */
export const FoundAnswer = Type.Object({ ...RowAnswer.properties, phone: Text, identityNumber: Text })

export function foundAnswer(row: FoundDossier) {
  return {
    ...rowAnswer(row),
    phone: row.applicantPhone && maskPhone(row.applicantPhone),
    identityNumber: row.applicantIdentityNumber && maskIdentityNumber(row.applicantIdentityNumber),
  }
}
