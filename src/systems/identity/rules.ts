import { Refusal } from '#platform/errors.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** How long a session lives without a request: a working day at the desk; at home a form may be begun in the morning and filed at night. */
const idle = { officer: 10 * HOUR, citizen: 12 * HOUR }
/** A session ends at the latest then, however busy. */
const longest = { officer: 24 * HOUR, citizen: 7 * 24 * HOUR }
/** A session is written at most this often, so that reading pages does not write. */
const TOUCH_EVERY = MINUTE

export type SessionKind = keyof typeof idle

/** When a session used at `now` ends if nothing more comes. */
export function expiryOf(kind: SessionKind, createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + idle[kind], createdAt.getTime() + longest[kind]))
}

/** Whether a use of the session is worth writing down. */
export function isStale(seenAt: Date, now: Date): boolean {
  return now.getTime() - seenAt.getTime() >= TOUCH_EVERY
}

/** Refuses an officer without a valid post. */
export function mustServe(posts: readonly unknown[]): void {
  if (posts.length > 0) return
  throw new Refusal(
    403,
    'officer.no_post',
    'Tài khoản cán bộ này chưa được giao vị trí công tác nào còn hiệu lực. Hãy hỏi quản trị viên của cơ quan.',
  )
}
