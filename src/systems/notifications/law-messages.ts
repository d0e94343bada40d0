import { formatMoney } from '#platform/text/index.ts'
import { momentWords } from '#web/due-words.ts'
import { defineMessages } from '#web/messages/define.ts'
import type { NotificationFacts as Facts } from './schema.ts'

const time = (instant: string | null | undefined) => (instant ? momentWords(new Date(instant), 'vi') : '')
const timeEn = (instant: string | null | undefined) => (instant ? momentWords(new Date(instant), 'en') : '')
const until = (instant: string | undefined) => (instant ? ` Hạn nộp: trước ${time(instant)}.` : '')
const untilEn = (instant: string | undefined) => (instant ? ` Pay before ${timeEn(instant)}.` : '')

/** What is told of the terms that one side gives the other: the new date to the desk, the day of payment to the citizen. */
export const lawMessages = defineMessages({
  vi: {
    'payment-requested': {
      title: (f: Facts) => `Cần nộp ${formatMoney(f.amount ?? 0)}: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} chờ bạn thực hiện nghĩa vụ tài chính ${formatMoney(f.amount ?? 0)}.${until(f.answerDueAt)} ${f.reason}\nTrong lúc chờ, thời hạn giải quyết dừng lại.`,
    },
    'payment-overdue': {
      title: (f: Facts) => `Đã quá hạn nộp nghĩa vụ tài chính: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} chờ bạn nộp trước ${time(f.answerDueAt)} mà cơ quan chưa ghi nhận. Đã nộp thì gửi chứng từ cho một cửa; chưa nộp thì nộp ngay, nếu không cơ quan có thể dừng giải quyết.`,
    },
    'officer-payment-overdue': {
      title: (f: Facts) => `Quá hạn nghĩa vụ tài chính: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.code}, người nộp ${f.applicantName}, phải nộp trước ${time(f.answerDueAt)}. Đã có chứng từ thì xác nhận; chưa có thì liên hệ người nộp hoặc dừng giải quyết theo căn cứ.`,
    },
    'officer-apologised': {
      title: (f: Facts) => `Hẹn lại ${time(f.promisedAt)}: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} báo một cửa: hồ sơ ${f.code}, người nộp ${f.applicantName}, trả kết quả vào ngày hẹn mới, trước ${time(f.promisedAt)}. Lý do: ${f.reason}\nPhiếu xin lỗi đã gửi người nộp.`,
    },
  },
  en: {
    'payment-requested': {
      title: (f) => `${formatMoney(f.amount ?? 0)} to pay: ${f.procedureName}`,
      body: (f) =>
        `Dossier ${f.code} waits for you to pay ${formatMoney(f.amount ?? 0)}.${untilEn(f.answerDueAt)} ${f.reason}\nWhile it waits, the term stands still.`,
    },
    'payment-overdue': {
      title: (f) => `The day of payment has passed: ${f.procedureName}`,
      body: (f) =>
        `Dossier ${f.code} waited for your payment until ${timeEn(f.answerDueAt)} and none is noted. If you have paid, send the voucher to the desk; if not, pay now, or the agency may stop the dossier.`,
    },
    'officer-payment-overdue': {
      title: (f) => `Payment overdue: ${f.procedureName}`,
      body: (f) =>
        `${f.code}, applicant ${f.applicantName}, was to pay by ${timeEn(f.answerDueAt)}. Confirm it if there is a voucher; if not, ask the applicant or stop the dossier on its ground.`,
    },
    'officer-apologised': {
      title: (f) => `New date ${timeEn(f.promisedAt)}: ${f.procedureName}`,
      body: (f) =>
        `${f.agencyName} tells the desk: dossier ${f.code}, applicant ${f.applicantName}, is to be fetched by the new date, ${timeEn(f.promisedAt)}. Reason: ${f.reason}\nThe apology has gone to the applicant.`,
    },
  },
})
