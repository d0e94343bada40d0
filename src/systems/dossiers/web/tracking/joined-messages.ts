import { defineMessages } from '#web/messages/define.ts'

/** The texts of the parts of a joined dossier, for its applicant. */
export const joinedMessages = defineMessages({
  vi: {
    legs: (n: number) => `${n} phần việc của hồ sơ`,
    how: 'Bạn nộp một lần, các cơ quan chuyển cho nhau. Mọi kết quả được trả cùng nhau.',
    together: 'Các phần này đi cùng lúc',
    todo: 'Chưa đến lượt',
    dropped: 'Không làm tiếp',
    done: (at: string) => `Xong ${at}`,
    ended: (at: string) => `Kết thúc ${at}, không có kết quả`,
    due: (due: string) => `Hạn trước ${due}`,
    planned: (due: string) => `Chưa đến lượt, dự kiến xong trước ${due}`,
    waits: 'Đồng hồ của phần này đang dừng',
  },
  en: {
    legs: (n) => `The ${n} parts of this dossier`,
    how: 'You file once, the agencies pass it on. All results are handed over together.',
    together: 'These parts run at once',
    todo: 'Not its turn yet',
    dropped: 'Given up',
    done: (at) => `Done ${at}`,
    ended: (at) => `Ended ${at} without a result`,
    due: (due) => `Due before ${due}`,
    planned: (due) => `Not its turn yet, expected before ${due}`,
    waits: 'The clock of this part stands',
  },
})
