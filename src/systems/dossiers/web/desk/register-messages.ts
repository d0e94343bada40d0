import { formatNumber } from '#platform/text/index.ts'
import { defineMessages } from '#web/messages/define.ts'

/** The register of a one-stop desk. */
export const registerMessages = defineMessages({
  vi: {
    title: 'Sổ theo dõi hồ sơ',
    from: 'Tiếp nhận từ ngày',
    count: (rows: number) => `${formatNumber(rows)} hồ sơ`,
    moreThan: (most: number) => `hơn ${formatNumber(most)} hồ sơ`,
    lines: (first: number, last: number) => `Dòng ${formatNumber(first)} đến ${formatNumber(last)}`,
    empty: 'Không có hồ sơ nào trong kỳ này',
    emptyNote: 'Sổ ghi hồ sơ theo ngày tiếp nhận. Chọn kỳ khác ở trên để xem.',
    passedEnd: 'Trang này đã hết sổ',
    firstPage: 'Về đầu sổ',
    tooMany: (most: number) =>
      `Bản in tối đa ${formatNumber(most)} hồ sơ. Chọn kỳ ngắn hơn để in, hoặc tải tệp CSV.`,
    print: 'In sổ (PDF)',
    csv: 'Tải CSV',
    order: 'Lập sổ của tháng, ký số',
    orderHint: (heir: string | null) =>
      `Sổ được đánh số, lưu và ký số bằng chứng thư của ${heir ?? 'bộ phận một cửa'}. Mỗi tháng lập một lần.`,
    book: 'Sổ',
    bookUntil: (name: string, day: string) => `Sổ của ${name} đến ${day}`,
    heir: (name: string, since: string, acts: string) =>
      `${name} giữ và lập sổ này với tư cách kế thừa từ ngày ${since} theo ${acts}. Sổ mang tên và mẫu của nơi đã nhận hồ sơ.`,
    ordered: 'Đang lập sổ. Tải lại trang sau ít phút.',
    issued: (number: string) => `Sổ của tháng này đã lập, số ${number}.`,
    openIssued: 'Mở sổ đã lập',
    columns: {
      order: 'STT',
      code: 'Mã hồ sơ',
      procedure: 'Thủ tục hành chính',
      applicant: 'Tổ chức, cá nhân nộp',
      agency: 'Cơ quan chủ trì giải quyết',
      received: 'Nhận hồ sơ',
      promised: 'Hẹn trả',
      returned: 'Trả kết quả',
      method: 'Phương thức nhận',
      taken: 'Ký nhận',
    },
    folded: (received: string, promised: string) => `Nhận ${received}, hẹn ${promised}`,
    noTerm: 'không hẹn',
    methods: { counter: 'Tại một cửa', online: 'Bản điện tử', post: 'Bưu chính' },
  },
  en: {
    title: 'Register of dossiers',
    from: 'Received from',
    count: (rows) => (rows === 1 ? '1 dossier' : `${formatNumber(rows)} dossiers`),
    moreThan: (most) => `more than ${formatNumber(most)} dossiers`,
    lines: (first, last) => `Lines ${formatNumber(first)} to ${formatNumber(last)}`,
    empty: 'No dossier in this period',
    emptyNote:
      'A dossier stands in the register by the day on which it was received. Choose another period above.',
    passedEnd: 'The register ends before this page',
    firstPage: 'Back to the first line',
    tooMany: (most) =>
      `At most ${formatNumber(most)} dossiers are printed. Choose a shorter period, or take the CSV file.`,
    print: 'Print the register (PDF)',
    csv: 'Download CSV',
    order: 'Issue and sign the register of the month',
    orderHint: (heir) =>
      `It is numbered, kept and signed with the certificate of ${heir ?? 'the desk'}. Once a month.`,
    book: 'Register',
    bookUntil: (name, day) => `Register of ${name} until ${day}`,
    heir: (name, since, acts) =>
      `${name} keeps and issues this register as its heir since ${since}, by ${acts}. It bears the name and form of the desk that took the dossiers in.`,
    ordered: 'The register is being issued. Load the page again in a few minutes.',
    issued: (number) => `The register of this month was issued, no. ${number}.`,
    openIssued: 'Open the issued register',
    columns: {
      order: 'No.',
      code: 'Code',
      procedure: 'Procedure',
      applicant: 'Filed by',
      agency: 'Solved by',
      received: 'Received',
      promised: 'Promised',
      returned: 'Returned',
      method: 'Fetched',
      taken: 'Taken by',
    },
    folded: (received, promised) => `Received ${received}, promised ${promised}`,
    noTerm: 'no term',
    methods: { counter: 'At the desk', online: 'Electronic copy', post: 'By post' },
  },
})
