import { expect, test } from 'vitest'
import { Refusal } from '../platform/errors.ts'
import { keepTyped } from './posted.ts'

test('what was typed comes back when all are busy, to be sent again', async () => {
  const busy = new Refusal(503, 'check.busy', 'Đang có nhiều tệp chờ kiểm tra. Hãy gửi lại sau nửa phút.')
  const answer = await keepTyped({ name: 'Lan' }, () => Promise.reject(busy))
  expect(answer).toMatchObject({
    data: { refusal: { code: 'check.busy' }, typed: { name: 'Lan' } },
    init: { status: 503 },
  })
})

test('what cannot be mended on the page is not kept', async () => {
  const missing = new Refusal(404, 'dossier.not_found', 'Không tìm thấy hồ sơ.')
  await expect(keepTyped({}, () => Promise.reject(missing))).rejects.toBe(missing)
})
