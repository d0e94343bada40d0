import { describe, expect, test } from 'vitest'
import { defineMessages, messagesFor } from './define.ts'

type Node = string | ((...args: unknown[]) => string) | { readonly [key: string]: Node }

const files = import.meta.glob<Record<string, { vi: Node; en: Node }>>(
  ['../../**/{messages,messages/*}.ts', '!../../**/*.test.ts'],
  {
    eager: true,
  },
)
const sets = Object.entries(files).flatMap(([file, exports]) =>
  Object.entries(exports)
    .filter(([, value]) => typeof value === 'object' && value !== null && 'vi' in value && 'en' in value)
    .map(([name, value]) => ({ name: `${name} of ${file}`, ...value })),
)

describe('the texts', () => {
  test('are found', () => {
    expect(sets.length).toBeGreaterThan(5)
  })

  test.each(sets)('$name say the same things in both languages', ({ vi, en }) => {
    expect(shapeOf(en)).toEqual(shapeOf(vi))
  })

  test.each(sets)('$name are composed characters, never empty', ({ vi }) => {
    for (const text of textsOf(vi)) {
      expect(text.trim()).not.toBe('')
      expect(text).toBe(text.normalize('NFC'))
    }
  })

  test('are chosen by the language of the reader', () => {
    const texts = defineMessages({
      vi: { left: (days: number) => `còn ${days} ngày` },
      en: { left: (days: number) => `${days} days left` },
    })
    expect(messagesFor('vi', texts).left(3)).toBe('còn 3 ngày')
    expect(messagesFor('en', texts).left(3)).toBe('3 days left')
  })
})

function shapeOf(node: Node): unknown {
  if (typeof node === 'string') return 'text'
  if (typeof node === 'function') return `text of ${node.length}`
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, shapeOf(value)]))
}

function textsOf(node: Node): string[] {
  if (typeof node === 'string') return [node]
  return typeof node === 'function' ? [] : Object.values(node).flatMap(textsOf)
}
