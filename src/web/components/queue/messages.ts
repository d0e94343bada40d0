import { defineMessages } from '../../messages/define.ts'

export const queueMessages = defineMessages({
  vi: {
    mark: 'Chọn',
    markOne: (code: string) => `Chọn ${code}`,
    left: 'Còn lại',
    code: 'Mã',
    procedure: 'Thủ tục',
    applicant: 'Người nộp',
    step: 'Đang ở bước',
    flags: 'Lưu ý',
    assigned: 'Giao',
    marked: (count: number) => `${count} hồ sơ`,
    clear: 'Bỏ',
  },
  en: {
    mark: 'Mark',
    markOne: (code: string) => `Mark ${code}`,
    left: 'Left',
    code: 'Code',
    procedure: 'Procedure',
    applicant: 'Applicant',
    step: 'At step',
    flags: 'Notes',
    assigned: 'With',
    marked: (count: number) => (count === 1 ? '1 dossier' : `${count} dossiers`),
    clear: 'Remove',
  },
})
