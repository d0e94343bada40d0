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
