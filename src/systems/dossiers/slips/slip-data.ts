import { qrSvg } from '#platform/documents/index.ts'
import { formatLongDate } from '#platform/text/index.ts'
import type { Evidence } from './evidence.ts'
import { type SlipForm, type SlipRow, type SlipTemplates, slipRowAt } from './templates.ts'

/** What the head and the foot of every slip show. All texts are ready to print: a template sets them and decides nothing. */
export type SlipHead = {
  readonly title: string
  readonly formName: string
  readonly legalAct: string
  readonly number: string
  readonly code: string
  readonly parent: string
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
  readonly checkUrl: string
  readonly qr: string
  readonly simulated: boolean
}

const titles: Readonly<Record<SlipForm, string>> = {
  receipt: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  'supplement-request': 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
  refusal: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
  'stop-notice': 'Thông báo dừng giải quyết hồ sơ',
  control: 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
}

export type SlipSetting = { readonly templates: SlipTemplates; readonly publicUrl: string }

/** The form of the act that held at the moment of the slip, with everything its head shows. */
export async function slipHead(
  { templates, publicUrl }: SlipSetting,
  { dossier, procedure, reception, parent, area, agency }: Evidence,
  { form, at }: { form: SlipForm; at: Date },
): Promise<{ row: SlipRow; head: SlipHead }> {
  const row = slipRowAt(templates, form, at)
  const checkUrl = `${publicUrl}/kiem-tra/${dossier.publicToken}`
  const head: SlipHead = {
    title: `${titles[form]} ${dossier.code}`,
    formName: row.name,
    legalAct: row.legalAct,
    number: `${dossier.codeTail}/${row.suffix}`,
    code: dossier.code,
    parent: parent?.name ?? '',
    reception: reception.name,
    place: placeName(area),
    date: formatLongDate(at),
    agency: agency.name,
    contact: reception.phone ? `${reception.name}, điện thoại ${reception.phone}` : 'tổng đài 1022',
    procedureName: procedure.name,
    procedureCode: procedure.code,
    applicant: {
      name: dossier.applicantName,
      identityNumber: dossier.applicantIdentityNumber,
      address: dossier.applicantAddress,
      phone: dossier.applicantPhone,
      email: dossier.applicantEmail,
    },
    checkUrl,
    qr: await qrSvg(checkUrl),
    simulated: dossier.simulated,
  }
  return { row, head }
}

/** The name alone, with its kind when the name is a number or a person's (NĐ 30/2020/NĐ-CP, phụ lục I: địa danh). */
function placeName(area: { name: string; fullName: string } | undefined): string {
  if (!area) return ''
  return /^\d+$/.test(area.name) ? area.fullName : area.name
}
