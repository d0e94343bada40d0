import { defineMessages } from '#web/messages/define.ts'

/** Whether the file in a visitor's hands is one that the agency issued. */
export const ownFileMessages = defineMessages({
  vi: {
    title: 'Bạn có tệp điện tử?',
    text: 'Đưa tệp vào đây để biết có đúng là tệp cơ quan đã phát hành không. Tệp chỉ được so rồi bỏ, không lưu lại.',
    file: 'Tệp PDF bạn có',
    hint: 'Tối đa 20 MB',
    compare: 'So với bản của cơ quan',
    refused: 'Chưa so được.',
    noFile: 'Chọn một tệp PDF rồi bấm So với bản của cơ quan',
    signatures: 'Xem chữ ký trong tệp',
    checkOther: 'Kiểm tra chữ ký của một tệp bất kỳ',
    checkPage: 'Tình trạng của bản đó',
    titles: {
      newest: 'Đúng là tệp này',
      older: 'Đúng là tệp này, bản lưu trước',
      unsigned: 'Đúng nội dung, nhưng chưa có chữ ký số',
      other: 'Đây là tệp của bản khác',
      none: 'Tệp khác với bản cơ quan đã phát hành',
    },
    say: {
      newest: 'Từng byte của tệp trùng với bản cơ quan đang giữ.',
      older:
        'Cơ quan đã phát hành đúng tệp này. Sau đó tệp được thêm dấu thời gian để chữ ký kiểm tra được lâu dài; nội dung không đổi.',
      unsigned: 'Đây là tệp trước khi ký. Hãy xin tệp đã ký, hoặc tải lại ở trang Hồ sơ của tôi.',
      other: 'Tệp do cơ quan phát hành, nhưng không phải bản mà mã QR này nói tới.',
      none: 'Tệp đã bị sửa, được lưu lại bằng phần mềm khác, hoặc không phải của giấy này. Đừng dùng tệp khi chưa hỏi cơ quan cấp.',
    },
    states: {
      valid: 'Bản này còn giá trị.',
      replaced: 'Bản này đã hết giá trị vì có bản mới.',
      revoked: 'Bản này đã bị thu hồi, không còn giá trị pháp lý.',
    },
  },
  en: {
    title: 'Do you have the electronic file?',
    text: 'Put the file in here to learn whether it is the one that the agency issued. It is compared and forgotten, not kept.',
    file: 'Your PDF file',
    hint: '20 MB at most',
    compare: 'Compare with the agency’s',
    refused: 'Nothing was compared.',
    noFile: 'Choose a PDF file, then press Compare',
    signatures: 'See the signatures in the file',
    checkOther: 'Check the signatures of any file',
    checkPage: 'The state of that version',
    titles: {
      newest: 'This is the file',
      older: 'This is the file, in an earlier saving',
      unsigned: 'The content is right, but it is not signed',
      other: 'This is the file of another version',
      none: 'The file differs from what the agency issued',
    },
    say: {
      newest: 'Every byte is the same as in the agency’s own.',
      older:
        'The agency issued this very file. Later it got a time stamp, so that its signatures can be checked for years; the content is the same.',
      unsigned:
        'This is the file before it was signed. Ask for the signed one, or fetch it again from My dossiers.',
      other: 'The agency issued the file, but it is not the version that this QR code speaks of.',
      none: 'It was changed, saved anew by another program, or belongs to another paper. Do not use it before you have asked the agency.',
    },
    states: {
      valid: 'This version is valid.',
      replaced: 'This version is no longer valid: there is a new one.',
      revoked: 'This version was revoked and has no legal force.',
    },
  },
})
