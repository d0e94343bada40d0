import { normalise, normalisePhone, searchKey } from '#platform/text/index.ts'
import type { Offer } from '../procedures/index.ts'
import type { Competence } from './competence.ts'
import type { Applicant } from './schema.ts'
import { newPublicToken } from './store.ts'

type Filed = {
  readonly offer: Offer
  readonly competence: Competence
  readonly applicant: Applicant
}

/**
 * What a dossier keeps of the law that it is filed under, of who solves it and of who asks: the same for one that is
 * filed now and for one that was led elsewhere. Names and phones are kept as they are searched.
 */
export function filedUnder({ offer: { procedure, form, process }, competence, applicant }: Filed) {
  const name = normalise(applicant.name)
  return {
    procedureCode: procedure.code,
    procedureName: procedure.content.shortName,
    field: procedure.content.field,
    procedureVersionId: procedure.id,
    formVersionId: form.id,
    processVersionId: process.id,
    agencyId: competence.agencyId,
    receptionAgencyId: competence.receptionAgencyId,
    deskAgencyId: competence.receptionAgencyId,
    filedElsewhere: competence.filedElsewhere,
    areaCode: competence.areaCode,
    applicantName: name,
    applicantNameKey: searchKey(name),
    applicantIdentityNumber: applicant.identityNumber ?? null,
    applicantPhone: applicant.phone ? (normalisePhone(applicant.phone) ?? null) : null,
    applicantEmail: applicant.email ?? null,
    applicantAddress: applicant.address ?? null,
    publicToken: newPublicToken(),
  }
}
