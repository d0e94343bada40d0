import { defineMessages } from '#web/messages/define.ts'

/** The texts about who acts for the applicant. */
export const authorisedMessages = defineMessages({
  vi: {
    title: 'Người được ủy quyền',
    ask: 'Có người được ủy quyền làm thay',
    hint: 'Người này được nộp giấy tờ và nhận kết quả thay người nộp. Ghi trên giấy tiếp nhận.',
    name: 'Họ, chữ đệm, tên người được ủy quyền',
    identityNumber: 'Số định danh của người được ủy quyền',
    phone: 'Điện thoại của người được ủy quyền',
    email: 'Thư điện tử của người được ủy quyền',
    address: 'Nơi cư trú của người được ủy quyền',
    kind: 'Giấy tờ ủy quyền',
    kindHint: 'Ví dụ: Giấy ủy quyền, Hợp đồng ủy quyền, Giấy giới thiệu',
    number: 'Số của giấy ủy quyền',
    issuedOn: 'Ngày của giấy ủy quyền',
  },
  en: {
    title: 'Authorised person',
    ask: 'Somebody is authorised to act',
    hint: 'This person may hand in papers and fetch the result for the applicant. It stands on the receipt.',
    name: 'Full name of the authorised person',
    identityNumber: 'Identity number of the authorised person',
    phone: 'Phone of the authorised person',
    email: 'E-mail of the authorised person',
    address: 'Address of the authorised person',
    kind: 'Paper of authority',
    kindHint: 'As a power of attorney or a letter of introduction',
    number: 'Number of the paper',
    issuedOn: 'Date of the paper',
  },
})
