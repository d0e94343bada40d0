import { Refusal } from '#platform/errors.ts'

/** Where a page of a queue ended: the lane, the instant of its order as the database writes it, the id. */
export function encodeCursor(parts: [number, string, string]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Refuses with 400 what we did not make ourselves. */
export function decodeCursor(cursor: string): [number, string, string] {
  try {
    const [lane, instant, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const good =
      typeof lane === 'number' &&
      [0, 1, 2].includes(lane) &&
      typeof instant === 'string' &&
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/.test(instant) &&
      !Number.isNaN(Date.parse(instant.replace(/([+-]\d\d)$/, '$1:00'))) &&
      typeof id === 'string' &&
      /^[0-9a-f-]{36}$/.test(id)
    if (good) return [lane, instant, id]
  } catch {}
  throw new Refusal(400, 'queue.cursor', 'Địa chỉ trang không đúng. Hãy mở lại hàng đợi từ đầu.')
}
