import { formatNumber } from '../../../../platform/text/index.ts'
import { defineMessages } from '../../../../web/messages/define.ts'

/** The register of a one-stop desk. */
export const registerMessages = defineMessages({
  vi: {
    title: 'Sổ theo dõi hồ sơ',
    from: 'Tiếp nhận từ ngày',
    found: (rows: number) =>
      rows === 0 ? 'Không có hồ sơ nào trong kỳ này.' : `${formatNumber(rows)} hồ sơ.`,
    tooMany: (most: number) =>
      `Bản in tối đa ${formatNumber(most)} hồ sơ. Chọn kỳ ngắn hơn để in, hoặc tải tệp CSV.`,
    print: 'In sổ (PDF)',
    csv: 'Tải CSV',
    order: 'Lập sổ của tháng, ký số',
    orderHint: 'Sổ được đánh số, lưu và ký số bằng chứng thư của bộ phận một cửa. Mỗi tháng lập một lần.',
    ordered: 'Đang lập sổ. Tải lại trang sau ít phút.',
    issued: (number: string) => `Sổ của tháng này đã lập, số ${number}`,
    openIssued: 'Mở sổ đã lập',
  },
  en: {
    title: 'Register of dossiers',
    from: 'Received from',
    found: (rows) => (rows === 0 ? 'No dossier in this period.' : `${formatNumber(rows)} dossiers.`),
    tooMany: (most) =>
      `At most ${formatNumber(most)} dossiers are printed. Choose a shorter period, or take the CSV file.`,
    print: 'Print the register (PDF)',
    csv: 'Download CSV',
    order: 'Issue and sign the register of the month',
    orderHint: 'It is numbered, kept and signed with the certificate of the desk. Once a month.',
    ordered: 'The register is being issued. Load the page again in a few minutes.',
    issued: (number) => `The register of this month was issued, no. ${number}`,
    openIssued: 'Open the issued register',
  },
})
