import { expect, test } from 'vitest'
import { capOf, type DeskKey, keyOf, type Press } from './key-press.ts'

const press = (code: string, more: Partial<Press> = {}): Press => ({
  code,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...more,
})
const key = (code: string, label: string, shift = false): DeskKey => ({
  code,
  label,
  shift,
  run: () => undefined,
})
const keys = [
  key('KeyJ', 'xuống'),
  key('KeyX', 'chọn'),
  key('KeyX', 'chọn một dãy', true),
  key('KeyJ', 'hồ sơ sau'),
]

test.each([
  ['a key', press('KeyX'), 'chọn'],
  ['the same key with Shift', press('KeyX', { shiftKey: true }), 'chọn một dãy'],
  ['the last registered of two', press('KeyJ'), 'hồ sơ sau'],
  ['Ctrl with a key', press('KeyX', { ctrlKey: true }), undefined],
  ['a key while an input method composes', press('KeyX', { isComposing: true }), undefined],
  ['a key that nobody registered', press('KeyQ'), undefined],
])('%s does what it should', (_name, event, label) => {
  expect(keyOf(event, keys, false)?.label).toBe(label)
})

test('no key works inside a field', () => {
  expect(keyOf(press('KeyJ'), keys, true)).toBeUndefined()
})

test.each([
  [{ code: 'KeyJ' }, 'J'],
  [{ code: 'KeyX', shift: true }, 'Shift X'],
  [{ code: 'Slash' }, '/'],
  [{ code: 'Slash', shift: true }, '?'],
  [{ code: 'Digit3' }, '3'],
  [{ code: 'Escape' }, 'Esc'],
])('%o is written %s', (given, cap) => {
  expect(capOf(given)).toBe(cap)
})
