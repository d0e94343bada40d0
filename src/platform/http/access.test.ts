import { expect, test } from 'vitest'
import { mustBeTextForm } from './access.ts'

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
