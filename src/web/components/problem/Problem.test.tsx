import { UNSAFE_ErrorResponseImpl as Answer } from 'react-router'
import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Problem } from './Problem.tsx'

test('shows the sentence of a refusal', () => {
  const html = htmlOf(
    <Problem error={new Answer(409, '', { code: 'dossier.taken', message: 'Đã có người nhận.' })} />,
  )
  expect(html).toContain('Chưa làm được việc này')
  expect(html).toContain('Đã có người nhận.')
})

test('tells a bug by its code and nothing else', () => {
  const html = htmlOf(<Problem error={new Error('relation "x" does not exist')} />)
  expect(html).toContain('request-1')
  expect(html).not.toContain('relation')
})

test('leads an officer back to the desk and everybody else to the first page', () => {
  const missing = <Problem error={new Answer(404, '', null)} />
  expect(htmlOf(missing)).toContain('href="/"')
  expect(htmlOf(missing, { person: { kind: 'officer', name: 'Lê Hữu Phước' } })).toContain(
    'href="/ban-lam-viec"',
  )
})
