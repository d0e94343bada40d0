import { Refusal } from '#platform/errors.ts'
import type { Agency, AgencyChange, Post } from './schema.ts'

/** The agency after a correction. Its end may not lie before its beginning. */
export function changeOf(agency: Agency, change: AgencyChange): Agency {
  const changed = { ...agency, ...change }
  mustRunForward(changed)
  return changed
}

/** Refuses a validity that ends before it begins. */
export function mustRunForward({ validFrom, validTo }: { validFrom: string; validTo?: string | null }): void {
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
