import { defineMessages } from '#web/messages/define.ts'

/** The texts of the search results. */
export const searchMessages = defineMessages({
  vi: {
    title: (question: string) => (question === '' ? 'Tìm hồ sơ' : `Tìm: ${question}`),
    found: (n: number, more: boolean) => (more ? `${n} hồ sơ đầu` : `${n} hồ sơ`),
    newest: 'Mới nộp trước',
    more: 'Còn nhiều hồ sơ khớp. Gõ thêm tên, mã hồ sơ hoặc số điện thoại để thu hẹp.',
    nothing: 'Không thấy hồ sơ nào',
    nothingNote:
      'Tìm trong các hồ sơ của cơ quan bạn, theo mã (241118-0009), họ tên có dấu hay không, số điện thoại hoặc số định danh đủ chữ số.',
  },
  en: {
    title: (question) => (question === '' ? 'Search dossiers' : `Search: ${question}`),
    found: (n, more) => (more ? `first ${n} dossiers` : `${n} dossiers`),
    newest: 'Newest first',
    more: 'There are more. Type more of the name, the code or a phone number.',
    nothing: 'No dossier was found',
    nothingNote:
      'The search covers your agencies: by code (241118-0009), by name with or without marks, by a whole phone or identity number.',
  },
})
