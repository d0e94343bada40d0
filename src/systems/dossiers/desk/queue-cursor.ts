import { Refusal } from '#platform/errors.ts'
import { parseDate } from '#platform/text/index.ts'

/** Where a page ended: the lane of a queue or the number of a line, the instant of its order as the database writes it, the id. */
export function encodeCursor(parts: [number, string, string]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Refuses with 400 what we did not make ourselves; the number of a queue is one of its three lanes. */
export function decodeCursor(cursor: string, most = 2): [number, string, string] {
  try {
    const [number, instant, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const good =
      Number.isInteger(number) &&
      Number(number) >= 0 &&
      Number(number) <= most &&
      typeof instant === 'string' &&
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/.test(instant) &&
      parseDate(instant.slice(0, 10)) !== undefined &&
      !Number.isNaN(Date.parse(instant.replace(/([+-]\d\d)$/, '$1:00'))) &&
      typeof id === 'string' &&
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    if (good) return [Number(number), instant, id]
  } catch {}
  throw new Refusal(400, 'queue.cursor', 'Địa chỉ trang không đúng. Hãy mở lại danh sách từ đầu.')
}
