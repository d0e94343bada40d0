import { expect, test } from 'vitest'
import { restingStamper } from './time-stamp.ts'

test('after an authority that let somebody wait, nobody else waits for a minute; one that refuses at once is asked again', async () => {
  let now = 0
  let asked = 0
  let patience = 0
  const stamper = restingStamper(
    async () => {
      asked += 1
      now += patience
      throw new Error('does not answer')
    },
    () => now,
  )
  const ask = () => expect(stamper(Buffer.alloc(32))).rejects.toThrow('does not answer')
  await ask()
  await ask()
  expect(asked).toBe(2)
  patience = 10_000
  await ask()
  await ask()
  now += 59_000
  await ask()
  expect(asked).toBe(3)
  now += 1_000
  await ask()
  expect(asked).toBe(4)
})
