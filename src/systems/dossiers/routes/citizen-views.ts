import type { Context } from '#platform/context.ts'
import { type Answer, validateForm } from '../../procedures/index.ts'
import { authorisedView } from '../authorised.ts'
import { missingPapers } from '../filing-rules.ts'
import type { getCitizenDossier } from '../queries/citizen-queries.ts'
import { getFiling } from '../queries/filing.ts'
import type { PublicDossier } from '../queries/public-queries.ts'
import type { Attachment, Dossier } from '../store.ts'

const iso = (instant: Date | null) => instant?.toISOString() ?? null

/** A file as the API tells of it: never its hash, which is its address on the disk. */
export function attachmentView({ id, paperId, name, type, size, addedAt }: Attachment) {
  return { id, paperId, name, type, size, addedAt: addedAt.toISOString() }
}

/** A draft with what is still wrong or missing. */
export async function draftView(ctx: Context, id: string) {
  const { draft, procedure, form, attachments } = await getFiling(ctx, id)
  const { errors } = validateForm(form.content, draft.data)
  return {
    id: draft.id,
    procedureCode: draft.procedureCode,
    procedureName: procedure.content.shortName,
    revision: draft.revision,
    agencyId: draft.agencyId,
    receptionAgencyId: draft.receptionAgencyId,
    areaCode: draft.areaCode,
    data: draft.data as Record<string, Answer>,
    errors: { ...errors },
    missingPapers: missingPapers(procedure.content.papers, attachments).map((paper) => paper.id),
    resultMethod: draft.resultMethod,
    resultAddress: draft.resultAddress,
    contactPhone: draft.contactPhone,
    contactEmail: draft.contactEmail,
    authorised: draft.authorised,
    attachments: attachments.map(attachmentView),
    savedAt: draft.updatedAt.toISOString(),
  }
}

/** A dossier as its applicant may read it. */
export function dossierView(dossier: Dossier) {
  return {
    id: dossier.id,
    code: dossier.code,
    state: dossier.state,
    procedureCode: dossier.procedureCode,
    procedureName: dossier.procedureName,
    agencyId: dossier.agencyId,
    receptionAgencyId: dossier.receptionAgencyId,
    channel: dossier.channel,
    resultMethod: dossier.resultMethod,
    submittedAt: dossier.submittedAt.toISOString(),
    receivedAt: iso(dossier.receivedAt),
    promisedAt: iso(dossier.promisedAt),
    dueAt: dossier.dueAt.toISOString(),
    finishedAt: iso(dossier.finishedAt),
    returnedAt: iso(dossier.returnedAt),
    closedAt: iso(dossier.closedAt),
    outcome: dossier.outcome,
    closingReason: dossier.closingReason,
    resultNumber: dossier.resultNumber,
    authorised: authorisedView(dossier.authorised),
  }
}

/** The same with its story. */
export function dossierDetail(view: Awaited<ReturnType<typeof getCitizenDossier>>) {
  const { dossier, supplement } = view
  return {
    ...dossierView(dossier),
    milestones: view.milestones.map(({ name, state, at }) => ({ name, state, at: iso(at) })),
    history: view.history.map(({ name, at, actorName }) => ({ name, at: at.toISOString(), by: actorName })),
    readings: view.readings.map((reading) => ({ ...reading, at: reading.at.toISOString() })),
    supplement: supplement && {
      items: [...supplement.items],
      reason: supplement.reason,
      answerDueAt: supplement.answerDueAt.toISOString(),
    },
    attachments: view.attachments.map(attachmentView),
    results: view.results.map(({ id, name, number, issuedOn }) => ({ id, name, number, issuedOn })),
    rating: view.rating,
  }
}

/** What anybody with the code and the phone may know. */
export function publicAnswer(dossier: PublicDossier) {
  const { code, procedureCode, procedureName, agencyName, deskName, maskedName, state, simulated, apology } =
    dossier
  return {
    ...{ code, procedureCode, procedureName, agencyName, deskName, maskedName, state, simulated },
    submittedAt: dossier.submittedAt.toISOString(),
    receivedAt: iso(dossier.receivedAt),
    promisedAt: iso(dossier.promisedAt),
    finishedAt: iso(dossier.finishedAt),
    returnedAt: iso(dossier.returnedAt),
    closedAt: iso(dossier.closedAt),
    apology: apology && {
      reason: apology.reason,
      promisedAt: apology.promisedAt.toISOString(),
      newPromisedAt: apology.newPromisedAt.toISOString(),
    },
  }
}
