import { defineMessages } from '#web/messages/define.ts'
import type { NotificationFacts as Facts } from './schema.ts'

/** What is told of a result after it was handed over. */
export const resultMessages = defineMessages({
  vi: {
    'result-corrected': {
      title: (f: Facts) => `Kết quả đã đính chính: ${f.resultName ?? f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} đã cấp bản mới của kết quả hồ sơ ${f.code}. Bản cũ không còn giá trị. Hãy tải bản mới trong trang hồ sơ, hoặc nhận tại một cửa.`,
    },
    'result-reissued': {
      title: (f: Facts) => `Đã cấp lại kết quả: ${f.resultName ?? f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} đã cấp lại kết quả hồ sơ ${f.code}. Bản trước không còn giá trị. Hãy tải bản mới trong trang hồ sơ, hoặc nhận tại một cửa.`,
    },
    'result-revoked': {
      title: (f: Facts) => `Kết quả bị thu hồi: ${f.resultName ?? f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} thu hồi kết quả hồ sơ ${f.code}. Lý do: ${f.reason}\nKết quả này không còn giá trị. Cần hỏi hoặc khiếu nại, hãy gọi tổng đài.`,
    },
    'result-unproved': {
      title: (f: Facts) => `Chữ ký số của kết quả đang được ký lại: ${f.procedureName}`,
      body: (f: Facts) =>
        `Chữ ký số trên bản điện tử của kết quả hồ sơ ${f.code} không chứng minh được nữa. ${f.agencyName} đang ký lại. Nội dung kết quả không đổi. Trong lúc chờ, đừng nộp bản điện tử này; hãy tải bản mới trong trang hồ sơ sau khi cơ quan ký xong, hoặc hỏi một cửa.`,
    },
    'officer-result-unproved': {
      title: (f: Facts) => `Kết quả phải ký số lại: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.code}, người nộp ${f.applicantName}. ${f.reason}. Hệ thống ký lại ngay khi cơ quan có khóa ký còn hiệu lực; hãy báo quản trị viên đăng ký khóa mới.`,
    },
    'correction-refused': {
      title: (f: Facts) => `Kết quả giữ nguyên: ${f.procedureName}`,
      body: (f: Facts) =>
        `${f.agencyName} đã xem đề nghị đính chính kết quả hồ sơ ${f.code} và giữ nguyên. Trả lời: ${f.reason}\nChưa đồng ý, bạn đề nghị lại trong trang hồ sơ hoặc gọi tổng đài.`,
    },
    'officer-correction-requested': {
      title: (f: Facts) => `Đề nghị đính chính: ${f.resultName ?? f.procedureName}`,
      body: (f: Facts) => `${f.code}, người nộp ${f.applicantName}. Lý do: ${f.reason}`,
    },
  },
  en: {
    'result-corrected': {
      title: (f) => `Result corrected: ${f.resultName ?? f.procedureName}`,
      body: (f) =>
        `${f.agencyName} has issued a new version of the result of dossier ${f.code}. The old one is no longer valid. Fetch the new one on the page of the dossier, or at the desk.`,
    },
    'result-reissued': {
      title: (f) => `Result issued again: ${f.resultName ?? f.procedureName}`,
      body: (f) =>
        `${f.agencyName} has issued the result of dossier ${f.code} again. The copy before is no longer valid. Fetch the new one on the page of the dossier, or at the desk.`,
    },
    'result-revoked': {
      title: (f) => `Result revoked: ${f.resultName ?? f.procedureName}`,
      body: (f) =>
        `${f.agencyName} revokes the result of dossier ${f.code}. Reason: ${f.reason}\nIt is no longer valid. To ask or complain, call the hotline.`,
    },
    'result-unproved': {
      title: (f) => `The result is being signed again: ${f.procedureName}`,
      body: (f) =>
        `The digital signature on the result of dossier ${f.code} can be proved no longer. ${f.agencyName} signs it again; what the result says does not change. Until then do not hand in this file; fetch the new one on the page of the dossier once it is signed, or ask at the desk.`,
    },
    'officer-result-unproved': {
      title: (f) => `Result to be signed again: ${f.procedureName}`,
      body: (f) =>
        `${f.code}, applicant ${f.applicantName}. ${f.reason}. It is signed again as soon as the agency has a valid key; please have the administrator register one.`,
    },
    'correction-refused': {
      title: (f) => `The result stays as it is: ${f.procedureName}`,
      body: (f) =>
        `${f.agencyName} has looked into the request to correct the result of dossier ${f.code} and leaves it as it is. Answer: ${f.reason}\nIf you do not agree, ask again on the page of the dossier or call the hotline.`,
    },
    'officer-correction-requested': {
      title: (f) => `Correction asked for: ${f.resultName ?? f.procedureName}`,
      body: (f) => `${f.code}, applicant ${f.applicantName}. Reason: ${f.reason}`,
    },
  },
})
