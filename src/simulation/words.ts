export const refusals = [
  'Thủ tục không thuộc thẩm quyền của nơi nhận. Mời bạn nộp tại xã, phường nơi cư trú.',
  'Hồ sơ trùng với hồ sơ đã nộp và đang giải quyết.',
  'Nội dung đề nghị không đúng với thủ tục đã chọn. Mời bạn chọn lại thủ tục.',
  'Giấy tờ gửi kèm không đọc được và không liên hệ được với người nộp.',
]

export const supplementReasons = [
  'Giấy tờ chụp mờ, không đọc được số và ngày cấp.',
  'Thiếu chữ ký của người yêu cầu trên tờ khai.',
  'Thông tin trên giấy tờ chưa khớp với tờ khai.',
  'Hồ sơ còn thiếu giấy tờ theo quy định.',
]

export const withdrawals = [
  'Tôi nộp nhầm thủ tục, xin rút để nộp lại.',
  'Tôi không còn nhu cầu giải quyết hồ sơ này.',
  'Tôi cần sửa lại giấy tờ trước khi nộp.',
]

export const stops = [
  'Đất đang có tranh chấp, chờ kết luận của cơ quan có thẩm quyền.',
  'Người nộp không đủ điều kiện theo quy định của thủ tục.',
  'Có văn bản yêu cầu tạm dừng của cơ quan thi hành án.',
]

export const legalGrounds = ['Nghị định 61/2018/NĐ-CP Điều 19', 'Nghị định 107/2021/NĐ-CP Điều 1']

export const ratingWords = [
  'Nhanh, gọn.',
  'Cán bộ hướng dẫn tận tình.',
  'Làm ở nhà, đỡ phải đi xa.',
  'Đúng hẹn.',
]

export const complaints = [
  'Phải đi lại nhiều lần.',
  'Trả kết quả chậm hơn ngày hẹn.',
  'Hướng dẫn chưa rõ ràng.',
]
