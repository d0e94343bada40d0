import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { Source } from './Source.tsx'

test('says whose data and how old, and opens to the evidence', () => {
  const html = htmlOf(
    <Source at={{ iso: '2024-11-20T14:12', text: '14:12' }} href="/du-lieu">
      Sổ một cửa
    </Source>,
  )
  expect(html).toBe(
    '<p class="source"><a href="/du-lieu">Sổ một cửa, <time dateTime="2024-11-20T14:12">14:12</time></a></p>',
  )
})

test('shows data that have stopped as dead', () => {
  expect(htmlOf(<Source stale>Camera</Source>)).toContain('data-state="stale"')
})
