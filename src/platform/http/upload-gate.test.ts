import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { openUploadGate } from './upload-gate.ts'

const busy = expect.objectContaining({ status: 429, code: 'upload.busy' })

function visitor(gate: ReturnType<typeof openUploadGate>, ip: string) {
  const raw = new EventEmitter()
  gate({ ip }, { raw } as never)
  return () => raw.emit('close')
}

test('two of one address are inside at once, four in all, and each makes room when it leaves', () => {
  const gate = openUploadGate(4)
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
  const gate = openUploadGate(4)
  for (let time = 0; time < 30; time++) visitor(gate, 'a')()
  expect(() => visitor(gate, 'a')).toThrow(busy)
  visitor(gate, 'b')
})
