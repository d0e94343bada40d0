import type { Config } from './platform/config.ts'
import { samplePersons } from './sandbox/persons.ts'
import { allPages } from './web/all-pages.ts'

const doors: readonly (readonly [string, string])[] = [
  ['/', 'Cổng dịch vụ công (portal)'],
  ['/ban-lam-viec', 'Bàn làm việc (desk)'],
  ['/dieu-hanh', 'Màn hình điều hành (wall)'],
  ['/quan-tri', 'Quản trị (administration)'],
]

/** What is said when everything runs: the addresses that exist and, with the sandbox, whom to sign in as. */
export function welcome(
  { publicUrl, host }: Pick<Config, 'publicUrl' | 'host'>,
  { sandbox }: { sandbox: boolean },
): string {
  const open = doors.filter(([path]) => allPages.some((page) => page.path === path))
  return [
    '',
    'Tỉnh Số đang chạy (running).',
    '',
    ...open.map(([path, name]) => line(name, `${publicUrl}${path}`)),
    line('API', `${publicUrl}/api/docs`),
    ...(sandbox ? [...persons(), '', reach(host)] : []),
    '',
    'Ctrl-C để dừng tất cả (stops everything).',
    '',
  ].join('\n')
}

/** Who can come in without a password. */
function reach(host: string): string {
  return ['127.0.0.1', '::1', 'localhost'].includes(host)
    ? 'Chỉ máy này mở được (this machine only). HOST=0.0.0.0 cho máy khác vào thử (lets others in).'
    : `CẢNH BÁO: HOST=${host}, ai tới được máy này đều vào làm quản trị được, không cần mật khẩu (whoever reaches this machine may be administrator).`
}

/** A few of them; the sign-in page offers all. */
function persons(): string[] {
  const shown = [
    'lan',
    'thach-rinh',
    'quach-muoi',
    'p1-receiver',
    'p1-specialist',
    'p1-leader',
    'province-leader',
    'administrator',
  ]
  const found = samplePersons.filter((person) => shown.includes(person.key))
  const others = samplePersons.length - found.length
  return [
    '',
    'Đăng nhập thử, không cần mật khẩu (sample persons, no password):',
    ...found.map(({ name, group, about }) => line(name, `${about} (${group})`)),
    line('…', `và ${others} người khác ở trang đăng nhập (and ${others} more on the sign-in page)`),
  ]
}

function line(name: string, text: string): string {
  return `  ${name.padEnd(28)}${text}`
}
