import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { openDoor, openUploadGate } from './upload-gate.ts'

const busy = expect.objectContaining({ status: 429, code: 'upload.busy' })

function visitor(gate: ReturnType<typeof openUploadGate>, ip: string) {
  const raw = new EventEmitter()
  gate(ip, { raw } as never)
  return () => raw.emit('close')
}

test('two of one address are inside at once, four in all, and each makes room when it leaves', () => {
  const gate = openUploadGate({ most: 4, ofOne: 2, aMinute: 30 })
  const leave = visitor(gate, 'a')
  visitor(gate, 'a')
  expect(() => visitor(gate, 'a')).toThrow(busy)
  visitor(gate, 'b')
  visitor(gate, 'c')
  expect(() => visitor(gate, 'd')).toThrow(busy)
  leave()
  visitor(gate, 'd')
})

test('one address sends thirty files in a minute and no more', () => {
  const gate = openUploadGate({ most: 4, ofOne: 2, aMinute: 30 })
  for (let time = 0; time < 30; time++) visitor(gate, 'a')()
  expect(() => visitor(gate, 'a')).toThrow(busy)
  visitor(gate, 'b')
})

test('who has signed in brings four large bodies at once to the pages, and all together thirty-two; small forms always', () => {
  const door = openDoor([])
  const bring = (id: string, headers: object) => {
    const raw = new EventEmitter()
    const context = { actor: { kind: 'citizen', id } }
    door({ url: '/nop', method: 'POST', headers, ip: 'office', context } as never, { raw } as never)
    return () => raw.emit('close')
  }
  const large = { 'content-length': String(1024 * 1024) }
  const visits = Array.from({ length: 32 }, (_, visit) => bring(`account-${visit % 8}`, large))
  expect(() => bring('account-9', large)).toThrow(busy)
  bring('account-9', { 'content-length': '500' })
  visits[0]?.()
  expect(() => bring('account-1', { 'transfer-encoding': 'chunked' })).toThrow(busy)
  bring('account-0', large)
})
