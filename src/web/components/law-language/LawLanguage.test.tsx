import { expect, test } from 'vitest'
import { htmlOf } from '../../testing/render.tsx'
import { LawLanguage } from './LawLanguage.tsx'

test('an English page says why its content is Vietnamese, a Vietnamese page says nothing', () => {
  expect(htmlOf(<LawLanguage />, { locale: 'en' })).toContain('Vietnamese, the language of the law')
  expect(htmlOf(<LawLanguage />)).toBe('')
})
