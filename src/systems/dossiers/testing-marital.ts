import type { Context } from '#platform/context.ts'
import { type CounterEntry, registerAtCounter } from './actions/submit-dossier.ts'
import type { Dossier } from './store.ts'

const answers = {
  applicantName: 'Trần Thị Hồng',
  applicantIdentityNumber: '095000000077',
  applicantBirthDate: '1999-03-02',
  applicantSex: 'female',
  applicantEthnicity: 'kinh',
  applicantAddress: 'Ấp Công Điền, xã Vĩnh Trạch Đông, thành phố Bạc Liêu, tỉnh Bạc Liêu',
  applicantPhone: '0900000077',
  subjectIs: 'applicant',
  residedFrom: '1999-03-02',
  status: 'single',
  purpose: 'loan',
  declaration: true,
}

/** What a receiver enters for a marital status (3 working days) in Vĩnh Trạch Đông; a test changes where. */
export const maritalEntry: CounterEntry = {
  procedureCode: '1.004873',
  agencyId: 'BL-31837',
  areaCode: '31837',
  applicant: { name: 'Trần Thị Hồng', phone: '0900000077' },
  data: answers,
  channel: 'direct',
  resultMethod: 'counter',
}

/** A marital status that the receiver of the context takes in at the counter. */
export function takeMarital(receiver: Context, applicant: { email?: string } = {}): Promise<Dossier> {
  return registerAtCounter(receiver, {
    ...maritalEntry,
    applicant: { ...maritalEntry.applicant, ...applicant },
  })
}
