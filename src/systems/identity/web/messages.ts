import { defineMessages } from '#web/messages/define.ts'

export const signInMessages = defineMessages({
  vi: {
    title: 'Đăng nhập',
    lead: 'Dùng tài khoản định danh điện tử VNeID. Hệ thống không giữ mật khẩu nào của bạn.',
    begin: 'Đăng nhập bằng VNeID',
    beginSandbox: 'Đăng nhập thử nghiệm',
    sandboxTitle: 'Đây là bản chạy thử',
    sandbox:
      'Bước tiếp theo mở cổng đăng nhập thử nghiệm: bạn chọn một người mẫu thay cho việc đăng nhập VNeID. Người mẫu không có thật.',
    sharedTitle: 'VNeID cho hệ thống biết gì?',
    shared:
      'Họ tên, số định danh, ngày sinh, giới tính, dân tộc, nơi cư trú, điện thoại, thư điện tử. Các dữ liệu này được điền sẵn vào tờ khai để bạn không phải khai lại.',
    noAccountTitle: 'Chưa có tài khoản?',
    noAccount:
      'Đến Công an xã, phường nơi bạn ở, mang theo căn cước, để đăng ký định danh điện tử mức 2. Việc này miễn phí. Bạn vẫn có thể nộp hồ sơ trực tiếp tại bộ phận một cửa.',
    signedInTitle: (name: string) => `Bạn đang đăng nhập với tên ${name}`,
    goOn: 'Tiếp tục',
    signOut: 'Đăng xuất để đổi người',
    failedTitle: 'Chưa đăng nhập được',
    failures: {
      'provider.unreachable':
        'Không kết nối được với hệ thống định danh. Lỗi không do bạn. Hãy thử lại sau ít phút, hoặc gọi tổng đài.',
      'sign_in.cancelled': 'Bạn đã hủy đăng nhập. Chưa có gì thay đổi.',
      'sign_in.expired':
        'Lần đăng nhập này đã quá 10 phút hoặc trình duyệt chặn cookie. Hãy bấm đăng nhập lại.',
      'sign_in.failed': 'Hệ thống định danh không xác nhận được lần đăng nhập này. Hãy bấm đăng nhập lại.',
      'officer.no_post':
        'Tài khoản cán bộ này chưa được giao vị trí công tác nào còn hiệu lực. Hãy hỏi quản trị viên của cơ quan.',
      'account.not_identified':
        'Tài khoản chưa được định danh bằng số định danh cá nhân. Hãy đăng ký định danh mức 2 tại Công an xã, phường.',
    },
  },
  en: {
    title: 'Sign in',
    lead: 'Use your VNeID electronic identity. This system keeps no password of yours.',
    begin: 'Sign in with VNeID',
    beginSandbox: 'Sandbox sign-in',
    sandboxTitle: 'This is a trial installation',
    sandbox:
      'The next step opens the sandbox sign-in: you choose a sample person instead of signing in at VNeID. The persons are not real.',
    sharedTitle: 'What does VNeID tell this system?',
    shared:
      'Name, identity number, date of birth, sex, ethnicity, residence, telephone, e-mail. They are filled into forms so that you need not state them again.',
    noAccountTitle: 'No account yet?',
    noAccount:
      'Go to the police of your commune or ward with your identity card and register for level 2. It is free. You can also file in person at the one-stop desk.',
    signedInTitle: (name: string) => `You are signed in as ${name}`,
    goOn: 'Continue',
    signOut: 'Sign out to change person',
    failedTitle: 'Not signed in',
    failures: {
      'provider.unreachable':
        'The identity provider cannot be reached. This is not your fault. Try again in a few minutes, or call the hotline.',
      'sign_in.cancelled': 'You cancelled the sign-in. Nothing has changed.',
      'sign_in.expired':
        'This sign-in took over 10 minutes, or your browser blocks cookies. Please sign in again.',
      'sign_in.failed': 'The identity provider did not confirm this sign-in. Please sign in again.',
      'officer.no_post': 'This officer account holds no valid post. Ask the administrator of your agency.',
      'account.not_identified':
        'This account is not identified by a personal identity number. Register for level 2 at the police of your commune.',
    },
  },
})
