import { formatDateTime, formatMoney } from '#platform/text/index.ts'
import { defineMessages } from '../../web/messages/define.ts'
import type { NotificationFacts as Facts } from './schema.ts'

const time = (instant: string | null | undefined) => (instant ? formatDateTime(new Date(instant)) : '')
const list = (items: readonly string[] = []) => items.map((item) => `- ${item}`).join('\n')

/** The words of each kind: what happened, then what to do next. */
export const notificationMessages = defineMessages({
  vi: {
    submitted: {
      title: (f: Facts) => `Đã nộp hồ sơ: ${f.procedureName}`,
      body: (f: Facts) =>
        `Mã hồ sơ của bạn là ${f.code}. ${f.agencyName} trả lời trong 8 giờ làm việc: nhận, hoặc cho biết cần thêm gì. Bạn chưa phải làm gì.`,
    },
    received: {
      title: (f: Facts) =>
        f.promisedAt
          ? `Đã nhận hồ sơ, hẹn trả trước ${time(f.promisedAt)}`
          : `Đã nhận hồ sơ: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} đã nhận hồ sơ ${f.code} (${f.procedureName}). Giấy tiếp nhận và hẹn trả nằm trong trang hồ sơ. Bạn chưa phải làm gì.`,
    },
    refused: {
      title: (f: Facts) => `Hồ sơ không được nhận: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} không nhận hồ sơ ${f.code}. Lý do: ${f.reason}\nPhiếu từ chối nằm trong trang hồ sơ. Sửa theo lý do rồi nộp hồ sơ mới, hoặc gọi 1022.`,
    },
    'supplement-requested': {
      title: (f: Facts) => `Cần bổ sung trước ${time(f.answerDueAt)}: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} còn thiếu:\n${list(f.items)}\nLý do: ${f.reason}\nTrong lúc chờ bạn, thời hạn giải quyết dừng lại. Hãy gửi bổ sung trong trang hồ sơ.`,
    },
    supplemented: {
      title: (f: Facts) => `Đã nhận phần bổ sung: ${f.procedureName}`,
      body: (f: Facts) =>
        f.promisedAt
          ? `Hồ sơ ${f.code} đã có phần bạn bổ sung. Hẹn trả mới: trước ${time(f.promisedAt)}.`
          : `Hồ sơ ${f.code} đã có phần bạn bổ sung. Một cửa xem và trả lời bạn.`,
    },
    'payment-requested': {
      title: (f: Facts) => `Cần nộp ${formatMoney(f.amount ?? 0)}: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} chờ bạn thực hiện nghĩa vụ tài chính ${formatMoney(f.amount ?? 0)}. ${f.reason}\nTrong lúc chờ, thời hạn giải quyết dừng lại.`,
    },
    'promise-moved': {
      title: (f: Facts) => `Ngày hẹn trả thay đổi: ${f.procedureName}`,
      body: (f: Facts) => `Hồ sơ ${f.code} nay hẹn trả trước ${time(f.promisedAt)}. Lý do: ${f.reason}`,
    },
    overdue: {
      title: (f: Facts) => `Hồ sơ trễ hẹn: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} hẹn trả trước ${time(f.promisedAt)} nhưng chưa xong. ${f.agencyName} đã được nhắc và phải trả lời bạn. Gọi 1022 nếu bạn cần gấp.`,
    },
    solved: {
      title: (f: Facts) => `Đã có kết quả: ${f.resultName ?? f.procedureName}`,
      body: (f: Facts) => `Hồ sơ ${f.code} đã có kết quả. ${fetchWords(f)}`,
    },
    returned: {
      title: (f: Facts) => `Đã trả kết quả: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} đã xong. Nếu tiện, hãy cho biết bạn được phục vụ thế nào trong trang hồ sơ.`,
    },
    stopped: {
      title: (f: Facts) => `Hồ sơ dừng xử lý: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} dừng xử lý hồ sơ ${f.code}. Lý do: ${f.reason}\nBạn có thể nộp hồ sơ mới, hoặc gọi 1022 để hỏi.`,
    },
    withdrawn: {
      title: (f: Facts) => `Đã rút hồ sơ: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} đã được rút theo yêu cầu của bạn. Bạn có thể nộp lại bất cứ lúc nào.`,
    },
    'officer-submitted': {
      title: (f: Facts) => `Hồ sơ mới nộp trực tuyến: ${f.procedureName}`,
      body: (f: Facts) => `${f.code}, người nộp ${f.applicantName}. Trả lời lần đầu trong 8 giờ làm việc.`,
    },
    'officer-assigned': {
      title: (f: Facts) => `Việc mới: ${f.stepName ?? f.procedureName}`,
      body: (f: Facts) => `${f.code}, ${f.procedureName}. ${dueWords(f)}`,
    },
    'officer-supplemented': {
      title: (f: Facts) => `Công dân đã bổ sung: ${f.procedureName}`,
      body: (f: Facts) => `${f.code}, người nộp ${f.applicantName}. ${dueWords(f)}`,
    },
    'officer-withdrawn': {
      title: (f: Facts) => `Công dân rút hồ sơ: ${f.procedureName}`,
      body: (f: Facts) => `${f.code}. Không phải làm tiếp. Lý do: ${f.reason}`,
    },
    'officer-consulted': {
      title: (f: Facts) => `Cần cho ý kiến trước ${time(f.answerDueAt)}: ${f.procedureName}`,
      body: (f: Facts) => `${f.agencyName} hỏi về hồ sơ ${f.code}: ${f.reason}`,
    },
    'officer-opinion-given': {
      title: (f: Facts) => `Đã có ý kiến (${f.agrees ? 'đồng ý' : 'không đồng ý'}): ${f.procedureName}`,
      body: (f: Facts) => `${f.code}. Ý kiến: ${f.reason}`,
    },
    'officer-due-soon': {
      title: (f: Facts) => `Sắp đến hạn: ${f.procedureName}`,
      body: (f: Facts) => `${f.code}. ${dueWords(f)}`,
    },
    'officer-overdue': {
      title: (f: Facts) => `Quá hạn: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.code} hẹn trả trước ${time(f.promisedAt)} mà chưa xong. Giải quyết ngay, hoặc xin lỗi và hẹn lại người nộp.`,
    },
    'officer-first-answer-late': {
      title: (f: Facts) => `Chưa trả lời lần đầu: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.code} nộp trực tuyến đã quá 8 giờ làm việc. Tiếp nhận, yêu cầu bổ sung hoặc từ chối ngay.`,
    },
  },
  en: {
    submitted: {
      title: (f) => `Dossier filed: ${f.procedureName}`,
      body: (f) =>
        `Your dossier code is ${f.code}. ${f.agencyName} answers within 8 working hours: it takes the dossier, or says what is missing. There is nothing for you to do yet.`,
    },
    received: {
      title: (f) =>
        f.promisedAt
          ? `Dossier received, result by ${time(f.promisedAt)}`
          : `Dossier received: ${f.procedureName}`,
      body: (f) =>
        `${f.agencyName} has received dossier ${f.code} (${f.procedureName}). The receipt is on the page of the dossier. There is nothing for you to do yet.`,
    },
    refused: {
      title: (f) => `Dossier not accepted: ${f.procedureName}`,
      body: (f) =>
        `${f.agencyName} has not accepted dossier ${f.code}. Reason: ${f.reason}\nThe slip is on the page of the dossier. Correct what it says and file again, or call 1022.`,
    },
    'supplement-requested': {
      title: (f) => `To be completed by ${time(f.answerDueAt)}: ${f.procedureName}`,
      body: (f) =>
        `Dossier ${f.code} still needs:\n${list(f.items)}\nReason: ${f.reason}\nWhile we wait for you the time limit stands still. Send it on the page of the dossier.`,
    },
    supplemented: {
      title: (f) => `Your addition has arrived: ${f.procedureName}`,
      body: (f) =>
        f.promisedAt
          ? `Dossier ${f.code} is complete now. New date of the result: by ${time(f.promisedAt)}.`
          : `Dossier ${f.code} has what you added. The one-stop desk looks at it and answers you.`,
    },
    'payment-requested': {
      title: (f) => `${formatMoney(f.amount ?? 0)} to be paid: ${f.procedureName}`,
      body: (f) =>
        `Dossier ${f.code} waits for your payment of ${formatMoney(f.amount ?? 0)}. ${f.reason}\nWhile we wait the time limit stands still.`,
    },
    'promise-moved': {
      title: (f) => `The date of your result has moved: ${f.procedureName}`,
      body: (f) => `Dossier ${f.code} is now promised by ${time(f.promisedAt)}. Reason: ${f.reason}`,
    },
    overdue: {
      title: (f) => `Your dossier is late: ${f.procedureName}`,
      body: (f) =>
        `Dossier ${f.code} was promised by ${time(f.promisedAt)} and is not done. ${f.agencyName} has been reminded and owes you an answer. Call 1022 if it is urgent.`,
    },
    solved: {
      title: (f) => `The result is there: ${f.resultName ?? f.procedureName}`,
      body: (f) => `Dossier ${f.code} has its result. ${fetchWordsEnglish(f)}`,
    },
    returned: {
      title: (f) => `Result handed over: ${f.procedureName}`,
      body: (f) =>
        `Dossier ${f.code} is done. If you like, tell us on the page of the dossier how you were served.`,
    },
    stopped: {
      title: (f) => `Dossier stopped: ${f.procedureName}`,
      body: (f) =>
        `${f.agencyName} has stopped dossier ${f.code}. Reason: ${f.reason}\nYou can file a new one, or call 1022 to ask.`,
    },
    withdrawn: {
      title: (f) => `Dossier withdrawn: ${f.procedureName}`,
      body: (f) => `Dossier ${f.code} has been withdrawn as you asked. You can file again at any time.`,
    },
    'officer-submitted': {
      title: (f) => `New online dossier: ${f.procedureName}`,
      body: (f) => `${f.code}, applicant ${f.applicantName}. First answer within 8 working hours.`,
    },
    'officer-assigned': {
      title: (f) => `New task: ${f.stepName ?? f.procedureName}`,
      body: (f) => `${f.code}, ${f.procedureName}. ${dueWordsEnglish(f)}`,
    },
    'officer-supplemented': {
      title: (f) => `The citizen has completed: ${f.procedureName}`,
      body: (f) => `${f.code}, applicant ${f.applicantName}. ${dueWordsEnglish(f)}`,
    },
    'officer-withdrawn': {
      title: (f) => `The citizen has withdrawn: ${f.procedureName}`,
      body: (f) => `${f.code}. Nothing more to do. Reason: ${f.reason}`,
    },
    'officer-consulted': {
      title: (f) => `Opinion asked by ${time(f.answerDueAt)}: ${f.procedureName}`,
      body: (f) => `${f.agencyName} asks about dossier ${f.code}: ${f.reason}`,
    },
    'officer-opinion-given': {
      title: (f) => `Opinion given (${f.agrees ? 'agrees' : 'disagrees'}): ${f.procedureName}`,
      body: (f) => `${f.code}. Opinion: ${f.reason}`,
    },
    'officer-due-soon': {
      title: (f) => `Due soon: ${f.procedureName}`,
      body: (f) => `${f.code}. ${dueWordsEnglish(f)}`,
    },
    'officer-overdue': {
      title: (f) => `Overdue: ${f.procedureName}`,
      body: (f) =>
        `${f.code} was promised by ${time(f.promisedAt)} and is not done. Solve it now, or apologise and name a new date.`,
    },
    'officer-first-answer-late': {
      title: (f) => `No first answer yet: ${f.procedureName}`,
      body: (f) =>
        `${f.code} was filed online more than 8 working hours ago. Receive, ask to complete or refuse now.`,
    },
  },
})

function fetchWords({ agencyName, resultMethod }: Facts): string {
  if (resultMethod === 'online') return 'Bản điện tử sẽ có trong trang hồ sơ khi một cửa trả kết quả.'
  if (resultMethod === 'post') return 'Kết quả được gửi qua bưu điện theo địa chỉ bạn đã ghi.'
  return `Mời bạn mang giấy tờ tùy thân đến ${agencyName} để nhận.`
}

function fetchWordsEnglish({ agencyName, resultMethod }: Facts): string {
  if (resultMethod === 'online')
    return 'You find it on the page of the dossier as soon as the desk hands it over.'
  if (resultMethod === 'post') return 'It comes by post to the address you gave.'
  return `Please fetch it at ${agencyName} and bring your identity card.`
}

function dueWords({ promisedAt }: Facts): string {
  return promisedAt ? `Hẹn trả trước ${time(promisedAt)}.` : 'Không hẹn ngày trả.'
}

function dueWordsEnglish({ promisedAt }: Facts): string {
  return promisedAt ? `Promised by ${time(promisedAt)}.` : 'No promised date.'
}
