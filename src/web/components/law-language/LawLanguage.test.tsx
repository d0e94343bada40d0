import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { type Shell, ShellProvider } from '../../shell.ts'
import { LawLanguage } from './LawLanguage.tsx'

function htmlOf(locale: Shell['locale']): string {
  const shell: Shell = { locale, person: null, province: 'Bạc Liêu', simulated: false, requestId: 'test' }
  return renderToStaticMarkup(
    <ShellProvider value={shell}>
      <LawLanguage />
    </ShellProvider>,
  )
}

test('an English page says why its content is Vietnamese, a Vietnamese page says nothing', () => {
  expect(htmlOf('en')).toContain('Vietnamese, the language of the law')
  expect(htmlOf('vi')).toBe('')
})
