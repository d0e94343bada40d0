import { expect, test } from 'vitest'
import { openWorld } from '../../../tests/world.ts'
import { Refusal } from '../errors.ts'

test('whoever is told that all are busy is told when to come again', async () => {
  await using world = await openWorld()
  world.app.get('/api/busy', { config: { permission: 'public' } }, async () => {
    throw new Refusal(503, 'check.busy', 'Đang có nhiều tệp chờ kiểm tra. Hãy gửi lại sau nửa phút.')
  })
  const answer = await world.as().get('/api/busy')
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '30'])
  expect(answer.json()).toMatchObject({ code: 'check.busy' })
  expect((await world.as().get('/healthz')).headers['retry-after']).toBeUndefined()
})
