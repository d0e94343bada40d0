import { expect, test } from 'vitest'
import { sharedBuffers } from './server-memory.ts'

const GB = 1024 ** 3

test.each([
  { memory: GB / 2, kept: '128MB' },
  { memory: 4 * GB, kept: '512MB' },
  { memory: 16 * GB, kept: '2048MB' },
  { memory: 24 * GB, kept: '3072MB' },
  { memory: 256 * GB, kept: '4096MB' },
])('of $memory bytes the embedded server keeps $kept for itself', ({ memory, kept }) => {
  expect(sharedBuffers(memory)).toBe(kept)
})
