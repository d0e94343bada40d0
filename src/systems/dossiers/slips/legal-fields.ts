import { tableLines } from '../table-lines.ts'
import type { PaperForm } from './templates.ts'

/** The two acts on the forms of the one-stop. */
export const acts = ['Thông tư 01/2018/TT-VPCP', 'Thông tư 03/2025/TT-VPCP'] as const
type Labels = string | readonly [string | null, string | null]

/** A field that the law lists: the words by which it stands on the paper of each act, and where its value comes from. */
export type LegalField = {
  readonly name: string
  /** As printed; a pair where the acts differ, null where an act does not have it. */
  readonly label: Labels
  readonly from: string
}

const field = (name: string, label: Labels, from: string): LegalField => ({ name, label, from })

const head: readonly LegalField[] = [
  field('cơ quan chủ quản, đơn vị', 'XÃ VĨNH TRẠCH ĐÔNG', 'issuing agency and its parent, on that day'),
  field('số', 'Số: ', 'series of agency, form and year, without gaps'),
  field('địa danh, ngày tháng năm', 'Vĩnh Trạch Đông, ngày', 'area of the issuing agency; day of the event'),
  field('mã hồ sơ', 'Mã hồ sơ: ', '`dossier.code`'),
]
const contact: readonly LegalField[] = [
  field('số định danh', 'Số định danh cá nhân/tổ chức: ', '`applicantIdentityNumber`'),
  field('địa chỉ', 'Địa chỉ: ', '`applicantAddress`'),
  field('số điện thoại', 'Số điện thoại: ', '`applicantPhone`'),
  field('email', 'Email: ', '`applicantEmail`'),
  field('người được ủy quyền', 'Người được ủy quyền: ', '`authorised`; printed where there is one'),
  field('giấy tờ ủy quyền', 'Giấy tờ ủy quyền: ', '`authorised.paper`: kind, number, day'),
]
const asked = field(
  'nội dung yêu cầu giải quyết',
  'Nội dung yêu cầu giải quyết: ',
  'procedure version of the dossier',
)
const reachable = field(
  'người liên hệ',
  'Người liên hệ khi có vướng mắc: ',
  'who acted; phone of the desk, else the hotline of the province',
)
const receiver = field(
  'người tiếp nhận ký',
  'NGƯỜI TIẾP NHẬN HỒ SƠ',
  'who acted, by his key where he looked at it; the seal of the one-stop',
)
const hands = (filed: string): readonly LegalField[] => [
  field('người nộp ký', 'NGƯỜI NỘP HỒ SƠ', `the authorised person, else the applicant; by hand${filed}`),
  receiver,
]

/** Every field of the seven forms. */
export const legalFields: Readonly<Record<PaperForm, readonly LegalField[]>> = {
  receipt: [
    ...head,
    field(
      'nơi tiếp nhận',
      ['Bộ phận tiếp nhận và trả kết quả: ', 'Nơi tiếp nhận hồ sơ: '],
      '`receptionAgencyId`, as it was that day',
    ),
    field('người nộp', 'Tiếp nhận hồ sơ của: ', '`applicantName`'),
    ...contact,
    field('địa chỉ người được ủy quyền', 'Địa chỉ của người được ủy quyền: ', '`authorised.address`'),
    asked,
    field(
      'thành phần hồ sơ',
      'Thành phần hồ sơ nộp gồm:',
      'attachments until reception; the electronic form',
    ),
    field('số lượng hồ sơ', 'Số lượng hồ sơ: 01 (bộ)', '`sets` of the procedure file, else 01'),
    field(
      'thời hạn giải quyết',
      ['Thời gian giải quyết hồ sơ theo quy định: ', 'Thời hạn giải quyết: '],
      'limit of the clock, in the unit of the law',
    ),
    field(
      'nhận hồ sơ lúc',
      ['Thời gian nhận hồ sơ: ', 'Tiếp nhận hồ sơ lúc: '],
      'moment of `dossier.received`',
    ),
    field(
      'hẹn trả lúc',
      ['Thời gian trả kết quả giải quyết hồ sơ: ', 'Hẹn trả kết quả lúc: '],
      'promise of `dossier.received`',
    ),
    field(
      'nơi nhận kết quả',
      ['Đăng ký nhận kết quả tại: ', 'Nhận kết quả tại: '],
      '`resultMethod`, address of the desk',
    ),
    field(
      'vào sổ: quyển số, số thứ tự',
      'Vào Sổ theo dõi hồ sơ: quyển số',
      'the month is the volume; number and day of the code, as in the register',
    ),
    ...hands(', or the hour at which his account filed it'),
  ],
  'supplement-request': [
    ...head,
    field('hồ sơ của', 'Hồ sơ của: ', '`applicantName`'),
    ...contact,
    asked,
    field(
      'nội dung cần hoàn thiện',
      'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:',
      'items of the request',
    ),
    field('lý do', 'Lý do: ', 'reason of the request'),
    field('bổ sung trước, số bộ', 'Bổ sung trước: ', 'last day to answer; `sets` of the procedure'),
    reachable,
    field('người hướng dẫn ký', 'NGƯỜI HƯỚNG DẪN', 'who asked, by his key where he looked at it; the seal'),
  ],
  refusal: [
    ...head,
    field(
      'nơi tiếp nhận',
      ['Bộ phận tiếp nhận và trả kết quả: ', 'Nơi tiếp nhận hồ sơ: '],
      '`receptionAgencyId`',
    ),
    field('người nộp', 'Tiếp nhận hồ sơ của: ', '`applicantName`'),
    ...contact,
    asked,
    field('lý do', 'với lý do cụ thể như sau:', 'reason of `dossier.refused`'),
    reachable,
    ...hands(''),
  ],
  apology: [
    ...head,
    field('kính gửi', 'Kính gửi: ', '`applicantName`'),
    field('ngày nhận', 'đã tiếp nhận lúc ', '`receivedAt`'),
    field('cơ quan', 'Ủy ban nhân dân xã Vĩnh Trạch Đông chưa thể trả', 'solving agency'),
    asked,
    field('người nộp', 'Người nộp hồ sơ: ', '`applicantName`'),
    ...contact,
    field(
      'thời gian đã hẹn',
      'Thời gian hẹn trả kết quả giải quyết hồ sơ: ',
      'promise before `dossier.apologised`',
    ),
    field('lý do', 'Lý do: ', 'as the head signed it'),
    field('ngày hẹn lại', 'hẹn trả kết quả giải quyết hồ sơ vào: ', 'the one new date'),
    field('thủ trưởng ký', 'THỦ TRƯỞNG CƠ QUAN', 'the head, by his key on what he looked at; the seal'),
  ],
  'stop-notice': [
    ...head,
    field('hồ sơ của', [null, 'Hồ sơ của: '], '`applicantName`'),
    ...contact,
    asked,
    field('ngày nhận', [null, 'Tiếp nhận hồ sơ lúc: '], '`receivedAt`'),
    field('quyết định dừng', [null, 'dừng giải quyết hồ sơ này từ'], 'day of `dossier.stopped`'),
    field('căn cứ pháp lý', [null, 'Căn cứ: '], 'ground of `law/stop-grounds.json`'),
    field('lý do', [null, 'Lý do: '], 'reason of `dossier.stopped`'),
    reachable,
    field('thủ trưởng ký', [null, 'THỦ TRƯỞNG CƠ QUAN'], 'the head where he stopped it, else the seal alone'),
  ],
  control: [
    ...head,
    asked,
    field('cơ quan giải quyết', 'Cơ quan (bộ phận) giải quyết hồ sơ: ', 'solving agency'),
    field('cơ quan phối hợp', 'Cơ quan phối hợp giải quyết hồ sơ: ', 'agencies that were consulted'),
    field('tiếp nhận', 'Tiếp nhận: ', '`receivedAt`'),
    field('hẹn trả', 'Hẹn trả: ', 'first promise; a moved one beside it'),
    field('giao, nhận', 'Giao Nhận', 'officers of the stages, one row a stay'),
    field('thời gian giao nhận', 'Công việc, thời gian giao nhận', 'begin and end of each stage'),
    field('kết quả', 'Kết quả', 'stage against its term'),
    field('ghi chú', 'Ghi chú', 'note of the hand-over'),
    field('ký giao nhận', 'Người giao xác nhận điện tử', 'account of who acted, in the event log'),
  ],
  register: [
    field('số', 'Số: ', 'series of the desk, once a month'),
    ...[
      ['STT', 'number and day of the code, as on the receipt'],
      ['Mã hồ sơ', '`dossier.code`'],
      ['Tên thủ tục hành chính', '`procedureName`'],
      ['Tên tổ chức, cá nhân', '`applicantName`'],
      ['Địa chỉ, số điện thoại', '`applicantAddress`, `applicantPhone`'],
      ['Cơ quan chủ trì giải quyết', 'solving agency'],
      ['Nhận hồ sơ', '`receivedAt`'],
      ['Hẹn trả kết quả', '`promisedAt`'],
      ['Trả kết quả', '`returnedAt`'],
      ['Phương thức nhận', '`resultMethod`'],
      ['Ký nhận', 'who took the result'],
    ].map(([label = '', from = '']) => field(label.toLocaleLowerCase('vi'), label, from)),
  ],
}

/** The words of a field on the paper of an act, by its place in `acts`; null where the act has no such field. */
export function labelUnder({ label }: LegalField, act: 0 | 1): string | null {
  return typeof label === 'string' ? label : label[act]
}

const papers: Readonly<Record<PaperForm, readonly string[]>> = {
  receipt: ['01', '01', 'TNHS', 'TTPVHCC', '`dossier.received`', 'receiver, one-stop'],
  'supplement-request': ['02', '02', 'HDHS', 'PBS', '`dossier.supplement-requested`', 'who asked, one-stop'],
  refusal: ['03', '03', 'TCHS', 'PTC', '`dossier.refused`', 'receiver, one-stop'],
  apology: ['04', '04', 'PXLHS', 'PXL', '`dossier.apologised`', 'head, solving agency'],
  'stop-notice': ['–', '05', '–', 'TBD', '`dossier.stopped`', 'head, solving agency'],
  control: ['05', '06', 'KSHS', 'PKS', 'solved, stopped, withdrawn', 'one-stop'],
  register: ['06', '07', 'STD', 'STD', 'a month is over', 'one-stop'],
}

/** docs/slips.md, written from these lists; a test holds the file to it and the papers to the lists. */
export function slipsPage(): string {
  const forms = Object.entries(papers).map(([form, cells]) => [form, ...cells])
  const fields = Object.entries(legalFields).flatMap(([form, rows]) =>
    rows.map((row) => [form, row.name, labelOf(row, 0), labelOf(row, 1), row.from]),
  )
  return [
    '# The slips and the register, field by field',
    '',
    'Written from `src/systems/dossiers/slips/legal-fields.ts` by `node scripts/generate-slips.ts`; do not edit. A test sets every form of both acts',
    'and looks for each of these words. Every paper is set from the template of its day (`provinces/bac-lieu/templates`), numbered in the series of its',
    'agency, form and year, kept as the bytes that were signed, and sealed by the agency over the signature of the person, who signs what he looked at.',
    '',
    ...tableLines(
      ['form', 'mẫu 2018', 'mẫu 2025', 'số 2018', 'số 2025', 'issued by', 'signed by'],
      forms,
      'left',
    ),
    '',
    ...tableLines(['form', 'trường', acts[0], acts[1], 'value'], fields, 'left'),
    '',
    'How each looks under Thông tư 03/2025/TT-VPCP, with invented data and signatures of the sandbox (`node scripts/generate-slip-pictures.ts`):',
    '',
    ...Object.keys(papers).map((form) => `![${form}](slips/${form}.png)`),
    '',
    'The field list is that of the forms of 2025 as the Ministry of Health published them; the form of the stop notice of 2025 and the suffixes of the',
    'forms 03 to 05 of 2018 are not compared with the original (`certainty` in `slips.json`). Every field of 2018 that the list of 2025 has is printed.',
    '',
  ].join('\n')
}

function labelOf(row: LegalField, act: 0 | 1): string {
  const label = labelUnder(row, act)
  return label === null ? '–' : label.replace(/[:\s]+$/, '')
}
