import { describe, expect, test } from 'vitest'
import { mayPostForm, mustBeTextForm } from './access.ts'

const form = 'application/x-www-form-urlencoded;charset=UTF-8'

test.each(['ma=1%00', 'xa=31837&ten=%00', 'ma=\u0000'])('a posted form with %j is refused', (body) => {
  expect(() => mustBeTextForm(form, Buffer.from(body))).toThrow(
    expect.objectContaining({ status: 400, code: 'request.not_text' }),
  )
})

test('a form in Vietnamese and the bytes of a file pass', () => {
  mustBeTextForm(form, Buffer.from(`ten=${encodeURIComponent('Thạch Sô Rinh')}&so=100%25`))
  mustBeTextForm('multipart/form-data; boundary=x', Buffer.from([0, 1, 2]))
})

describe('a form posted to a page', () => {
  const posted = (kind: 'anonymous' | 'citizen', headers: Record<string, string>) => () =>
    mayPostForm({ method: 'POST', headers, context: { actor: { kind } } } as never)

  test('by a stranger is small and says so', () => {
    expect(posted('anonymous', { 'content-length': '900' })).not.toThrow()
    expect(posted('anonymous', {})).not.toThrow()
    const tooLarge = expect.objectContaining({ status: 413, code: 'request.too_large' })
    expect(posted('anonymous', { 'content-length': '20000000' })).toThrow(tooLarge)
    expect(posted('anonymous', { 'transfer-encoding': 'chunked' })).toThrow(tooLarge)
  })

  test('by a citizen may carry a file', () => {
    expect(posted('citizen', { 'content-length': '20000000' })).not.toThrow()
  })
})
