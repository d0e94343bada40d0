import { Type } from 'typebox'
import { searchKey } from '#platform/text/index.ts'
import { type Channel, type DossierState, dossierStates } from '../../schema.ts'

/** The columns of an export of an older one-stop system, by the headings that such systems print. */
export const columns = {
  code: 'Mã hồ sơ',
  procedureCode: 'Mã TTHC',
  procedureName: 'Tên thủ tục',
  agency: 'Cơ quan giải quyết',
  applicantName: 'Họ tên người nộp',
  identityNumber: 'Số CCCD',
  phone: 'Số điện thoại',
  submittedAt: 'Ngày nộp',
  receivedAt: 'Ngày tiếp nhận',
  promisedAt: 'Ngày hẹn trả',
  finishedAt: 'Ngày hoàn thành',
  returnedAt: 'Ngày trả',
  state: 'Trạng thái',
  channel: 'Kênh',
  area: 'Xã/phường',
} as const
export type ColumnName = keyof typeof columns
export const columnNames = Object.keys(columns) as ColumnName[]

/** Without these nothing can be said about a dossier; the procedure by its code or its name. */
export const neededColumns = [
  'code',
  'agency',
  'applicantName',
  'submittedAt',
] as const satisfies ColumnName[]

const Words = Type.Optional(Type.Record(Type.String(), Type.String()))

/** How another system calls things: its heading for ours, its agency for our id, its code, state or channel for ours. */
export const Mapping = Type.Object(
  { columns: Words, agencies: Words, procedures: Words, states: Words, channels: Words },
  { additionalProperties: false },
)
export type Mapping = {
  readonly columns?: Readonly<Record<string, string>>
  readonly agencies?: Readonly<Record<string, string>>
  readonly procedures?: Readonly<Record<string, string>>
  readonly states?: Readonly<Record<string, string>>
  readonly channels?: Readonly<Record<string, string>>
}

const stateWords: Readonly<Record<string, DossierState>> = {
  'moi dang ky': 'registered',
  'cho tiep nhan': 'registered',
  'da tiep nhan': 'received',
  'duoc tiep nhan': 'received',
  'moi tiep nhan': 'received',
  'khong duoc tiep nhan': 'refused',
  'tu choi': 'refused',
  'tu choi tiep nhan': 'refused',
  'dang xu ly': 'processing',
  'dang giai quyet': 'processing',
  'yeu cau bo sung': 'awaiting-supplement',
  'cho bo sung': 'awaiting-supplement',
  'yeu cau bo sung giay to': 'awaiting-supplement',
  'cho nghia vu tai chinh': 'awaiting-payment',
  'yeu cau thuc hien nghia vu tai chinh': 'awaiting-payment',
  'da rut': 'withdrawn',
  'rut ho so': 'withdrawn',
  'cong dan yeu cau rut ho so': 'withdrawn',
  'dung xu ly': 'stopped',
  'dung giai quyet': 'stopped',
  'da xu ly xong': 'solved',
  'da giai quyet': 'solved',
  'hoan thanh': 'solved',
  'co ket qua': 'solved',
  'da tra': 'returned',
  'da tra ket qua': 'returned',
}

/** The state that a word or a national code (1–10) means; undefined when nobody knows it. */
export function stateOf(text: string, mapping: Mapping): DossierState | undefined {
  const word = mapping.states?.[text] ?? text
  if ((dossierStates as readonly string[]).includes(word)) return word as DossierState
  return /^\d+$/.test(word) ? dossierStates[Number(word) - 1] : stateWords[searchKey(word)]
}

const channelWords: Readonly<Record<string, Channel>> = {
  'truc tiep': 'direct',
  'mot cua': 'direct',
  'truc tuyen': 'online',
  'qua mang': 'online',
  'buu chinh': 'post',
  'buu chinh cong ich': 'post',
  'buu dien': 'post',
  direct: 'direct',
  online: 'online',
  post: 'post',
  '1': 'direct',
  '2': 'online',
  '3': 'post',
}

/** The channel that a word or a national code (1–3) means; at the counter when nothing is said. */
export function channelOf(text: string, mapping: Mapping): Channel | undefined {
  if (text === '') return 'direct'
  return channelWords[searchKey(mapping.channels?.[text] ?? text)]
}
