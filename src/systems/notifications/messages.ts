import { momentWords } from '#web/due-words.ts'
import { defineMessages } from '#web/messages/define.ts'
import { lawMessages } from './law-messages.ts'
import { resultMessages } from './result-messages.ts'
import type { NotificationFacts as Facts } from './schema.ts'

type Instant = string | null | undefined
const time = (instant: Instant) => (instant ? momentWords(new Date(instant), 'vi') : '')
const timeEn = (instant: Instant) => (instant ? momentWords(new Date(instant), 'en') : '')
const before = (instant: string | undefined) => (instant ? ` trước ${time(instant)}` : ' trong hạn luật định')
const by = (instant: string | undefined) =>
  instant ? ` before ${timeEn(instant)}` : ' within the legal term'
const list = (items: readonly string[] = []) => items.map((item) => `- ${item}`).join('\n')

/** The words of each kind: what happened, then what to do next. */
export const notificationMessages = defineMessages({
  vi: {
    ...resultMessages.vi,
    ...lawMessages.vi,
    submitted: {
      title: (f: Facts) => `Đã nộp hồ sơ: ${f.procedureName}`,
      body: (f: Facts) =>
        `Mã hồ sơ của bạn là ${f.code}. ${f.agencyName} trả lời${before(f.answerBy)}: nhận, hoặc cho biết cần thêm gì. Bạn chưa phải làm gì.`,
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
        `${f.agencyName} không nhận hồ sơ ${f.code}. Lý do: ${f.reason}\nPhiếu từ chối nằm trong trang hồ sơ. Sửa theo lý do rồi nộp hồ sơ mới, hoặc gọi tổng đài.`,
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
    'promise-moved': {
      title: (f: Facts) => `Ngày hẹn trả thay đổi: ${f.procedureName}`,
      body: (f: Facts) => `Hồ sơ ${f.code} nay hẹn trả trước ${time(f.promisedAt)}. Lý do: ${f.reason}`,
    },
    overdue: {
      title: (f: Facts) => `Hồ sơ trễ hẹn: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} hẹn trả trước ${time(f.promisedAt)} nhưng chưa xong. ${f.agencyName} đã được nhắc và phải trả lời bạn. Gọi tổng đài nếu bạn cần gấp.`,
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
        `${f.agencyName} dừng xử lý hồ sơ ${f.code}. Lý do: ${f.reason}\nBạn có thể nộp hồ sơ mới, hoặc gọi tổng đài để hỏi.`,
    },
    withdrawn: {
      title: (f: Facts) => `Đã rút hồ sơ: ${f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ ${f.code} đã được rút theo yêu cầu của bạn. Bạn có thể nộp lại bất cứ lúc nào.`,
    },
    apologised: {
      title: (f: Facts) => `Xin lỗi và hẹn lại trước ${time(f.promisedAt)}: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} xin lỗi vì hồ sơ ${f.code} chưa xong đúng hẹn. Lý do: ${f.reason}\nNgày hẹn mới: trước ${time(f.promisedAt)}, chỉ lùi một lần. Phiếu xin lỗi nằm trong trang hồ sơ. Bạn chưa phải làm gì.`,
    },
    'leg-solved': {
      title: (f: Facts) => `Đã có ${f.resultName ?? 'một kết quả'}: ${f.procedureName}`,
      body: (f: Facts) =>
        f.left
          ? `Phần “${f.legName ?? f.procedureName}” của hồ sơ ${f.code} đã xong, còn ${f.left} phần. Các kết quả được trả cùng nhau, trước ${time(f.promisedAt)}.`
          : `Phần “${f.legName ?? f.procedureName}” của hồ sơ ${f.code} đã xong, đây là phần cuối.`,
    },
    'officer-leg-opened': {
      title: (f: Facts) => `Phần việc liên thông mới: ${f.procedureName}`,
      body: (f: Facts) => `${f.code}, người nộp ${f.applicantName}. ${dueWords(f)}`,
    },
    'officer-leg-ended': {
      title: (f: Facts) => `Một phần đã dừng: ${f.legName ?? f.procedureName}`,
      body: (f: Facts) =>
        `Hồ sơ liên thông ${f.code}: phần “${f.legName ?? f.procedureName}” kết thúc mà không có kết quả. Lý do: ${f.reason}\nHãy quyết định: đi tiếp không có phần này, hoặc dừng cả hồ sơ.`,
    },
    'officer-submitted': {
      title: (f: Facts) => `Hồ sơ mới nộp trực tuyến: ${f.procedureName}`,
      body: (f: Facts) => `${f.code}, người nộp ${f.applicantName}. Trả lời lần đầu${before(f.answerBy)}.`,
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
        `${f.code} nộp trực tuyến đã quá hạn trả lời lần đầu. Tiếp nhận, yêu cầu bổ sung hoặc từ chối ngay.`,
    },
    'officer-apology-drafted': {
      title: (f: Facts) => `Ký xin lỗi trước ${time(f.answerDueAt)}: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.code} khó xong trước ${time(f.promisedAt)}. Phiếu xin lỗi và ngày hẹn mới đã soạn sẵn: xem, sửa rồi ký, hoặc giải quyết kịp hẹn.`,
    },
    'officer-consultation-late': {
      title: (f: Facts) => `Quá hạn cho ý kiến: ${f.procedureName}`,
      body: (f: Facts) => `Hồ sơ ${f.code} chờ ý kiến đến ${time(f.answerDueAt)} mà chưa có. Trả lời ngay.`,
    },
    'officer-result': {
      title: (f: Facts) => `Có kết quả để trả: ${f.procedureName}`,
      body: (f: Facts) => `${f.code}, người nộp ${f.applicantName}: ${f.resultName ?? ''}.`,
    },
  },
  en: {
    ...resultMessages.en,
    ...lawMessages.en,
    submitted: {
      title: (f) => `Dossier filed: ${f.procedureName}`,
      body: (f) =>
        `Your dossier code is ${f.code}. ${f.agencyName} answers${by(f.answerBy)}: it takes the dossier, or says what is missing. There is nothing for you to do yet.`,
    },
    received: {
      title: (f) =>
        f.promisedAt
          ? `Dossier received, result by ${timeEn(f.promisedAt)}`
          : `Dossier received: ${f.procedureName}`,
      body: (f) =>
        `${f.agencyName} has received dossier ${f.code} (${f.procedureName}). The receipt is on the page of the dossier. There is nothing for you to do yet.`,
    },
    refused: {
      title: (f) => `Dossier not accepted: ${f.procedureName}`,
      body: (f) =>
        `${f.agencyName} has not accepted dossier ${f.code}. Reason: ${f.reason}\nThe slip is on the page of the dossier. Correct what it says and file again, or call the hotline.`,
    },
    'supplement-requested': {
      title: (f) => `To be completed by ${timeEn(f.answerDueAt)}: ${f.procedureName}`,
      body: (f) =>
        `Dossier ${f.code} still needs:\n${list(f.items)}\nReason: ${f.reason}\nWhile we wait for you the time limit stands still. Send it on the page of the dossier.`,
    },
    supplemented: {
      title: (f) => `Your addition has arrived: ${f.procedureName}`,
      body: (f) =>
        f.promisedAt
          ? `Dossier ${f.code} is complete now. New date of the result: by ${timeEn(f.promisedAt)}.`
          : `Dossier ${f.code} has what you added. The one-stop desk looks at it and answers you.`,
    },
    'promise-moved': {
      title: (f) => `The date of your result has moved: ${f.procedureName}`,
      body: (f) => `Dossier ${f.code} is now promised by ${timeEn(f.promisedAt)}. Reason: ${f.reason}`,
    },
    overdue: {
      title: (f) => `Your dossier is late: ${f.procedureName}`,
      body: (f) =>
        `Dossier ${f.code} was promised by ${timeEn(f.promisedAt)} and is not done. ${f.agencyName} has been reminded and owes you an answer. Call the hotline if it is urgent.`,
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
        `${f.agencyName} has stopped dossier ${f.code}. Reason: ${f.reason}\nYou can file a new one, or call the hotline to ask.`,
    },
    withdrawn: {
      title: (f) => `Dossier withdrawn: ${f.procedureName}`,
      body: (f) => `Dossier ${f.code} has been withdrawn as you asked. You can file again at any time.`,
    },
    apologised: {
      title: (f) => `We apologise, new date ${timeEn(f.promisedAt)}: ${f.procedureName}`,
      body: (f) =>
        `${f.agencyName} apologises that dossier ${f.code} is not done in time. Reason: ${f.reason}\nThe new date is ${timeEn(f.promisedAt)}; it is moved only once. The slip is on the page of the dossier. There is nothing for you to do yet.`,
    },
    'leg-solved': {
      title: (f) => `${f.resultName ?? 'One result'} is there: ${f.procedureName}`,
      body: (f) =>
        f.left
          ? `The part “${f.legName ?? f.procedureName}” of dossier ${f.code} is done, ${f.left} left. The results are handed over together, by ${timeEn(f.promisedAt)}.`
          : `The part “${f.legName ?? f.procedureName}” of dossier ${f.code} is done; it was the last.`,
    },
    'officer-leg-opened': {
      title: (f) => `New part of a joined dossier: ${f.procedureName}`,
      body: (f) => `${f.code}, applicant ${f.applicantName}. ${dueWordsEnglish(f)}`,
    },
    'officer-leg-ended': {
      title: (f) => `A part has stopped: ${f.legName ?? f.procedureName}`,
      body: (f) =>
        `Joined dossier ${f.code}: the part “${f.legName ?? f.procedureName}” ended without a result. Reason: ${f.reason}\nDecide: go on without it, or stop the whole dossier.`,
    },
    'officer-submitted': {
      title: (f) => `New online dossier: ${f.procedureName}`,
      body: (f) => `${f.code}, applicant ${f.applicantName}. First answer${by(f.answerBy)}.`,
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
      title: (f) => `Opinion asked by ${timeEn(f.answerDueAt)}: ${f.procedureName}`,
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
        `${f.code} was promised by ${timeEn(f.promisedAt)} and is not done. Solve it now, or apologise and name a new date.`,
    },
    'officer-first-answer-late': {
      title: (f) => `No first answer yet: ${f.procedureName}`,
      body: (f) =>
        `${f.code} was filed online and its first answer is late. Receive, ask to complete or refuse now.`,
    },
    'officer-apology-drafted': {
      title: (f) => `Sign the apology before ${timeEn(f.answerDueAt)}: ${f.procedureName}`,
      body: (f) =>
        `${f.code} will hardly be done before ${timeEn(f.promisedAt)}. The apology and its new date are drafted: look, correct and sign, or solve it in time.`,
    },
    'officer-consultation-late': {
      title: (f) => `Opinion overdue: ${f.procedureName}`,
      body: (f) => `Dossier ${f.code} waited for an opinion until ${timeEn(f.answerDueAt)}. Answer now.`,
    },
    'officer-result': {
      title: (f) => `Result to hand over: ${f.procedureName}`,
      body: (f) => `${f.code}, applicant ${f.applicantName}: ${f.resultName ?? ''}.`,
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
  return promisedAt ? `Promised by ${timeEn(promisedAt)}.` : 'No promised date.'
}
