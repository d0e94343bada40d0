import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcedureFile } from '../province-shapes.ts'
import { procedureRow } from './catalogue-files.ts'

const folder = join(import.meta.dirname, '../../../../provinces/bac-lieu/procedures')

/** The procedures of the real province, as its files are. */
export async function readProcedures(): Promise<ProcedureFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.map((text) => JSON.parse(text) as ProcedureFile)
}

/** As many procedures as a large province has: the real ones again and again, each time for another kind of applicant. */
export function manyProcedures(real: readonly ProcedureFile[], count: number): ProcedureFile[] {
  const kinds = [
    'tổ chức',
    'hợp tác xã',
    'người nước ngoài',
    'hộ nghèo',
    'cơ sở tôn giáo',
    'trường học',
    'bệnh viện',
    'quân nhân',
  ]
  return Array.from({ length: count }, (_, at) => {
    const row = real[at % real.length] ?? procedureRow()
    const round = Math.floor(at / real.length)
    if (round === 0) return row
    const kind = kinds[(round - 1) % kinds.length]
    return {
      ...row,
      code: `9.${String(at).padStart(6, '0')}`,
      name: `${row.name} đối với ${kind} số ${at}`,
      shortName: `${row.shortName} (${kind} ${at})`.slice(0, 100),
      keywords: row.keywords.map((keyword) => `${keyword} ${kind}`),
    }
  })
}

/**
 * Questions of common words ("làm", "giấy", "thủ tục", "cấp", "xin", "đăng ký") around a few that mean something, with marks,
 * without, mistyped: what must come first, and what shares only the common words or a syllable and must not stand among
 * the answers.
 */
export const crowdedQuestions: readonly (readonly [string, string, readonly string[]])[] = [
  ['làm giấy khai sinh', '1.001193', ['1.013855', '2.000591', '1.012783']],
  ['lam giay khai sinh', '1.001193', ['1.013855', '2.000591', '1.012783']],
  ['thu tuc lam giay khai sinh', '1.001193', ['1.013855', '2.000591', '1.012783']],
  ['tôi muốn làm giấy khai sinh cho con', '1.001193', ['1.013855', '2.000591', '1.013831']],
  ['toi muon lam giay khai sinh cho con toi o xa', '1.001193', ['1.013855', '1.000656', '1.013831']],
  ['khai shinh', '1.001193', ['1.013855', '1.000656']],
  ['đăng ký khai sinh cho con', '1.001193', ['1.004222', '1.013831', '1.001662']],
  ['mat giay khai sinh', '1.004884', ['1.013855', '1.012786', '3.000348']],
  ['làm lại giấy khai sinh', '1.004884', ['1.004359', '2.000575', '3.000348']],
  ['xin trích lục khai sinh', '2.000635', ['1.001193', '1.000656']],
  ['ban sao giay khai sinh', '2.000635', ['1.013855', '2.000815']],
  ['đăng kí kết hôn', '1.000894', ['1.001193', '1.004222', '1.000656']],
  ['dang ki ket hon', '1.000894', ['1.001193', '1.004222', '1.000656']],
  ['lam sao de dang ky ket hon', '1.000894', ['1.001193', '1.004222', '1.013067']],
  ['đăng ký kết hôn với người nước ngoài', '2.000806', ['1.014201', '1.009664', '1.002796']],
  ['xin giấy xác nhận độc thân', '1.004873', ['1.001653', '1.010041', '2.002516']],
  ['xin giay xac nhan doc than', '1.004873', ['1.001653', '1.010041', '2.002516']],
  ['dang ki xe', '1.013067', ['1.001193', '1.004222', '1.003650']],
  ['lam giay to xe may', '1.013067', ['2.000815', '1.004772', '2.000884']],
  ['sang tên xe máy', '1.013076', ['1.013831', '2.002041']],
  ['doi giay phep lai xe', '3.000347', ['2.000575', '1.013228', '1.014200']],
  ['thu tuc doi bang lai xe het han', '3.000347', ['1.012783', '1.002755']],
  ['cấp lại giấy phép lái xe', '3.000348', ['1.013228', '1.014200', '1.001653']],
  ['xin giấy phép xây dựng nhà ở', '1.013225', ['1.010727', '1.004359', '1.012787']],
  ['giay phep xay nha', '1.013225', ['1.013238', '1.004359', '1.010727']],
  ['xin phep sua nha', '1.013229', ['1.004859', '1.012790', '1.004359']],
  ['xin giay phep kinh doanh', '1.001612', ['1.004359', '1.013225', '3.000346']],
  ['lam giay an toan thuc pham', '1.013855', ['1.001193', '2.000884', '1.004873']],
  ['thủ tục làm sổ đỏ', '1.013978', ['2.000591', '1.011606', '2.000908']],
  ['lam so do', '1.013978', ['2.000591', '1.011606', '2.000908']],
  ['làm lại sổ đỏ bị mất', '1.012786', ['1.005461', '3.000348', '1.004884']],
  ['dang ky tam tru', '1.004194', ['1.001193', '1.004222', '1.000894']],
  ['đăng ký tạm chú', '1.004194', ['1.001193', '1.004222', '1.000894']],
  ['nhap ho khau', '1.004222', ['1.010038', '1.011606', '1.001612']],
  ['cắt khẩu', '1.003197', ['1.013225', '1.004222']],
  ['xin li lich tu phap', '3.000333', ['2.000884', '1.001628', '2.001406']],
  ['lí lịch tư pháp', '3.000333', ['2.000884', '1.001628', '2.001406']],
  ['chứng thực chữ kí', '2.000884', ['1.013076', '2.001019', '2.001406']],
  ['giay bao tu', '1.000656', ['1.014464', '1.003677', '1.001193']],
  ['xin nhận con nuôi', '2.001263', ['1.004692', '1.001193', '1.000689']],
  ['xin hộ nghèo', '1.011607', ['1.001612', '1.010038', '1.001776']],
]

/** What people ask, and the procedure that must come first. */
export const questions: readonly (readonly [string, string])[] = [
  ['làm giấy khai sinh', '1.001193'],
  ['lam giay khai sinh', '1.001193'],
  ['khai sinh', '1.001193'],
  ['đăng ký khai sinh cho con', '1.001193'],
  ['toi muon lam giay khai sinh cho con', '1.001193'],
  ['khai shinh', '1.001193'],
  ['khaisinh', '1.001193'],
  ['KHAI SINH', '1.001193'],
  ['mất giấy khai sinh', '1.004884'],
  ['sửa giấy khai sinh', '1.004859'],
  ['sai tên trong khai sinh', '1.004859'],
  ['doi bang lai xe', '3.000347'],
  ['đổi bằng lái', '3.000347'],
  ['gia hạn bằng lái xe', '3.000347'],
  ['doi giay phep lai xe', '3.000347'],
  ['mất bằng lái', '3.000348'],
  ['làm lại bằng lái xe', '3.000348'],
  ['thi bằng lái', '3.000346'],
  ['làm sổ đỏ', '1.013978'],
  ['sổ đỏ', '1.013978'],
  ['so do', '1.013978'],
  ['mất sổ đỏ', '1.012786'],
  ['sang tên sổ đỏ', '1.013831'],
  ['tách thửa', '1.012784'],
  ['giay phep xay nha', '1.013225'],
  ['giấy phép xây dựng nhà ở', '1.013225'],
  ['xin phép xây nhà', '1.013225'],
  ['xay dungj nha', '1.013225'],
  ['cuoi vo', '1.000894'],
  ['kết hôn', '1.000894'],
  ['đăng ký kết hôn với người nước ngoài', '2.000806'],
  ['giấy độc thân', '1.004873'],
  ['xac nhan doc than', '1.004873'],
  ['tình trạng hôn nhân', '1.004873'],
  ['sao y', '2.000815'],
  ['công chứng giấy tờ', '2.000815'],
  ['chung thuc ban sao', '2.000815'],
  ['chứng thực chữ ký', '2.000884'],
  ['mở quán', '1.001612'],
  ['hộ kinh danh', '1.001612'],
  ['mo cua hang tap hoa', '1.001612'],
  ['nhập hộ khẩu', '1.004222'],
  ['dang ky thuong tru', '1.004222'],
  ['đăng ký tạm chú', '1.004194'],
  ['giấy chứng tử', '1.000656'],
  ['tiền người già', '1.014027'],
  ['lý lịch tư pháp', '3.000333'],
  ['li lich tu phap', '3.000333'],
  ['bảo hiểm thất nghiệp', '1.001978'],
  ['1.004222', '1.004222'],
  ['đăng ký ghe', '1.003650'],
]
