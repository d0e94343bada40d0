import { qrSvg } from '#platform/documents/index.ts'
import { formatLongDate } from '#platform/text/index.ts'
import type { Hotline } from '../../administration/index.ts'
import { authorityWords } from '../authorised.ts'
import type { Authorised } from '../schema.ts'
import type { Evidence, Office } from './evidence.ts'
import type { SlipForm, SlipRow } from './templates.ts'

/** What the head and the foot of every slip show. All texts are ready to print: a template sets them and decides nothing. */
export type SlipHead = {
  readonly title: string
  readonly formName: string
  readonly legalAct: string
  readonly number: string
  readonly code: string
  /** Who writes the paper: the letterhead of the agency, under its parent. */
  readonly issuer: { readonly parent: string; readonly name: string }
  readonly reception: string
  readonly place: string
  readonly date: string
  readonly agency: string
  readonly contact: string
  readonly procedureName: string
  readonly procedureCode: string
  readonly applicant: {
    readonly name: string
    readonly identityNumber: string | null
    readonly address: string | null
    readonly phone: string | null
    readonly email: string | null
  }
  /** Who acts for the applicant; null where he acts himself. */
  readonly authorised: ShownAuthorised | null
  /** "01": how many sets of papers are handed in. */
  readonly sets: string
  readonly checkUrl: string
  readonly qr: string
  readonly simulated: boolean
  /** Printed in the foot of what is not the signed paper itself. */
  readonly mark: string | null
}

const titles: Readonly<Record<SlipForm, string>> = {
  receipt: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  'supplement-request': 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
  refusal: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
  apology: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả',
  'stop-notice': 'Thông báo dừng giải quyết hồ sơ',
  control: 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
}

/** The one-stop writes to the citizen; what only the head of the solving agency may say, that agency writes. */
export function issuerOf({ reception, solving }: Evidence, form: SlipForm): Office {
  return form === 'apology' || form === 'stop-notice' ? solving : reception
}

type Asked = {
  readonly form: SlipForm
  readonly at: Date
  readonly row: SlipRow
  /** The number of the slip; without one, the tail of the dossier's code stands for it. */
  readonly number: string | undefined
  readonly mark: string | null
}

/** Everything the head of a slip shows. */
export async function slipHead(
  publicUrl: string,
  evidence: Evidence,
  { form, at, row, number, mark }: Asked,
): Promise<SlipHead> {
  const { dossier, procedure, reception, solving } = evidence
  const issuer = issuerOf(evidence, form)
  const checkUrl = `${publicUrl}/kiem-tra/${dossier.publicToken}`
  return {
    title: `${titles[form]} ${dossier.code}`,
    formName: row.name,
    legalAct: row.legalAct,
    number: number ?? `${dossier.codeTail}/${row.suffix}`,
    code: dossier.code,
    issuer: { parent: issuer.parent?.name ?? '', name: issuer.agency.name },
    reception: reception.agency.name,
    place: placeName(issuer.area),
    date: formatLongDate(at),
    agency: solving.agency.name,
    contact: contactOf(reception, evidence.hotline),
    procedureName: procedure.name,
    procedureCode: procedure.code,
    applicant: {
      name: dossier.applicantName,
      identityNumber: dossier.applicantIdentityNumber,
      address: dossier.applicantAddress,
      phone: dossier.applicantPhone,
      email: dossier.applicantEmail,
    },
    authorised: shownAuthorised(dossier.authorised),
    sets: String(procedure.sets ?? 1).padStart(2, '0'),
    checkUrl,
    qr: await qrSvg(checkUrl),
    simulated: dossier.simulated,
    mark,
  }
}

type ShownAuthorised = SlipHead['applicant'] & { readonly paper: string }

function shownAuthorised(authorised: Authorised | null): ShownAuthorised | null {
  if (!authorised) return null
  const { name, identityNumber, address = null, phone = null, email = null } = authorised
  return { name, identityNumber, address, phone, email, paper: authorityWords(authorised) }
}

/** Whom to call: the desk itself, else the province. */
function contactOf({ agency }: Office, hotline: Hotline | null): string {
  if (agency.phone) return `${agency.name}, điện thoại ${agency.phone}`
  return hotline ? `tổng đài ${hotline.number}` : agency.name
}

/** The name alone, with its kind when the name is a number or a person's (NĐ 30/2020/NĐ-CP, phụ lục I: địa danh). */
export function placeName(area: { name: string; fullName: string } | undefined): string {
  if (!area) return ''
  return /^\d+$/.test(area.name) ? area.fullName : area.name
}
