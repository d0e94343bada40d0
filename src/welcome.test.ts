import { expect, test } from 'vitest'
import { welcome } from './welcome.ts'

test.each([
  ['127.0.0.1', true, 'this machine only'],
  ['0.0.0.0', true, 'whoever reaches this machine may be administrator'],
])('over %s with the sandbox the start says who may come in', (host, sandbox, line) => {
  expect(welcome({ publicUrl: 'http://localhost:3000', host }, { sandbox })).toContain(line)
})

test('a real province is not told of the sandbox', () => {
  const told = welcome({ publicUrl: 'https://dichvucong.example', host: '0.0.0.0' }, { sandbox: false })
  expect(told).not.toMatch(/HOST|password/)
})
