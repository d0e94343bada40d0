import { Refusal } from '#platform/errors.ts'
import { dayExists } from '#platform/province/index.ts'
import type { Agency, AgencyChange, Post } from './schema.ts'

/** The agency after a correction. Its end may not lie before its beginning. */
export function changeOf(agency: Agency, change: AgencyChange): Agency {
  const changed = { ...agency, ...change }
  mustRunForward(changed)
  if (changed.hours !== null) mustBeHours(changed.hours)
  return changed
}

/** Refuses who corrects what somebody else has corrected since; `seen` is the row's `revisionOf` on his page. */
export function mustBeCurrent(revision: string, seen: string | undefined): void {
  if (seen === undefined || seen === revision) return
  throw new Refusal(
    409,
    'record.changed',
    'Thông tin vừa được người khác sửa. Hãy tải lại trang, xem lại rồi sửa tiếp.',
  )
}

/** Refuses hours that overlap or run backwards: every promise of the agency is counted in them. */
function mustBeHours(hours: string): void {
  const times = hours.split(/[,-]/)
  const inOrder = times.every((time, index) => index === 0 || (times[index - 1] ?? '') < time)
  if (inOrder && times.every((time) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time))) return
  throw new Refusal(
    422,
    'agency.wrong_hours',
    'Giờ làm việc chưa đúng. Hãy ghi như 07:00-11:00,13:00-17:00.',
    {
      hours: 'Ghi các buổi theo thứ tự, mỗi buổi từ giờ sớm đến giờ muộn',
    },
  )
}

/** Refuses days that are in no calendar, and a validity that ends before it begins. */
export function mustRunForward({ validFrom, validTo }: { validFrom: string; validTo?: string | null }): void {
  for (const [name, day] of Object.entries({ validFrom, validTo })) {
    if (!day || dayExists(day)) continue
    throw new Refusal(422, 'validity.no_such_day', 'Ngày này không có trong lịch. Hãy chọn ngày khác.', {
      [name]: 'Chọn một ngày có trong lịch',
    })
  }
  if (validTo && validTo < validFrom) {
    throw new Refusal(422, 'validity.backwards', 'Ngày kết thúc phải sau ngày bắt đầu. Hãy chọn lại ngày.', {
      validTo: 'Chọn ngày từ ngày bắt đầu trở đi',
    })
  }
}

/** Refuses a post that the officer already holds in part of the same time. */
export function mustNotOverlap(posts: readonly Post[], wanted: Omit<Post, 'id'>): void {
  const until = wanted.validTo ?? '9999-12-31'
  const clash = posts.some(
    (post) =>
      post.agencyId === wanted.agencyId &&
      post.role === wanted.role &&
      post.validFrom <= until &&
      wanted.validFrom <= (post.validTo ?? '9999-12-31'),
  )
  if (clash) {
    throw new Refusal(
      409,
      'post.overlaps',
      'Cán bộ đã giữ vai trò này ở cơ quan trong thời gian đó. Hãy kết thúc vị trí cũ trước.',
    )
  }
}

/** Refuses to end a post that has ended, or before it began. */
export function mustBeOpen(post: Post, validTo: string): void {
  mustRunForward({ validFrom: post.validFrom, validTo })
  if (post.validTo !== null && post.validTo <= validTo) {
    throw new Refusal(409, 'post.ended', 'Vị trí này đã kết thúc. Hãy tải lại trang để xem tình trạng mới.')
  }
}

/** The day before a day (yyyy-MM-dd). */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
