import { defineMessages } from '#web/messages/define.ts'

/** The texts of a joined dossier at the desk. */
export const legMessages = defineMessages({
  vi: {
    part: (n: number, of: number) => `Phần ${n} trên ${of} của hồ sơ liên thông`,
    whole: (of: number) => `Hồ sơ liên thông, ${of} phần`,
    wholeCode: 'Hồ sơ chung',
    together: 'Cùng lúc',
    todo: 'Chưa đến lượt',
    dropped: 'Không làm tiếp',
    done: (at: string) => `Xong ${at}`,
    ended: (at: string) => `Kết thúc ${at}, không có kết quả`,
    due: (due: string) => `Hạn ${due}`,
    planned: (due: string) => `Chưa đến lượt, dự kiến ${due}`,
  },
  en: {
    part: (n, of) => `Part ${n} of ${of} of a joined dossier`,
    whole: (of) => `Joined dossier, ${of} parts`,
    wholeCode: 'The whole',
    together: 'At once',
    todo: 'Not its turn yet',
    dropped: 'Given up',
    done: (at) => `Done ${at}`,
    ended: (at) => `Ended ${at} without a result`,
    due: (due) => `Due ${due}`,
    planned: (due) => `Not its turn yet, expected ${due}`,
  },
})
