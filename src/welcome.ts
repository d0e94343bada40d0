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
export function welcome({ publicUrl }: Config, { sandbox }: { sandbox: boolean }): string {
  const open = doors.filter(([path]) => allPages.some((page) => page.path === path))
  return [
    '',
    'Tỉnh Số đang chạy (running).',
    '',
    ...open.map(([path, name]) => line(name, `${publicUrl}${path}`)),
    line('API', `${publicUrl}/api/docs`),
    ...(sandbox ? persons() : []),
    '',
    'Ctrl-C để dừng tất cả (stops everything).',
    '',
  ].join('\n')
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
