import { defineMessages } from '../../messages/define.ts'

export const problemMessages = defineMessages({
  vi: {
    notFoundTitle: 'Không tìm thấy trang này',
    notFound:
      'Địa chỉ có thể gõ sai, hoặc trang đã chuyển đi. Hãy kiểm tra lại địa chỉ, hoặc bắt đầu lại từ đầu.',
    refusedTitle: 'Chưa làm được việc này',
    bugTitle: 'Trang này đang hỏng',
    bug: 'Lỗi ở phía chúng tôi, không phải do bạn. Chưa có gì thay đổi, những gì bạn đã lưu vẫn còn. Đợi vài phút rồi mở lại trang.',
    code: 'Nếu vẫn hỏng, gọi tổng đài và đọc mã này',
    home: 'Về trang đầu',
    desk: 'Về bàn làm việc',
  },
  en: {
    notFoundTitle: 'This page was not found',
    notFound:
      'The address may be mistyped, or the page has moved. Check the address, or begin again at the start.',
    refusedTitle: 'This cannot be done yet',
    bugTitle: 'This page is broken',
    bug: 'The fault is ours, not yours. Nothing has changed and what you saved is kept. Wait a few minutes, then open the page again.',
    code: 'If it stays broken, call the hotline and read out this code',
    home: 'Go to the first page',
    desk: 'Go to the desk',
  },
})
