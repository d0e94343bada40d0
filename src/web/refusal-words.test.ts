import { RouterContextProvider } from 'react-router'
import { describe, expect, test } from 'vitest'
import { appContext, shellContext } from '#web/context.ts'
import { Refusal } from '../platform/errors.ts'
import type { Locale } from './locale.ts'
import { page, pageAction } from './page.ts'
import { keepTyped } from './posted.ts'
import { refusalWords } from './refusal-words.ts'
import { visitor } from './testing/render.tsx'

function refusal(code: string, fields: Record<string, string> = {}): Refusal {
  return new Refusal(422, code, 'Câu tiếng Việt.', fields)
}

describe('what a refusal says', () => {
  test('is what its thrower wrote, on a Vietnamese page', () => {
    expect(refusalWords(refusal('file.empty', { tep: 'Chọn tệp' }), 'vi')).toEqual({
      code: 'file.empty',
      message: 'Câu tiếng Việt.',
      fields: { tep: 'Chọn tệp' },
    })
  })

  test('is English on an English page, also beside the field', () => {
    expect(refusalWords(refusal('file.empty', { tep: 'Chọn tệp' }), 'en')).toEqual({
      code: 'file.empty',
      message: 'The file is empty. Please choose it again.',
      fields: { tep: 'The file is empty. Please choose it again.' },
    })
  })

  test('beside a field is that of the field, or of its own cause', () => {
    const wrong = refusal('form.incomplete', {
      officerId: 'Chọn người',
      giay: 'ảnh.exe: sai loại',
      khac: 'x',
    })
    wrong.causes = { giay: 'file.wrong_type' }
    const { fields } = refusalWords(wrong, 'en')
    expect(fields['officerId']).toBe('Choose who gets the work')
    expect(fields['giay']).toMatch(/^Only PDF files/)
    expect(fields['khac']).toMatch(/^Something is missing/)
  })

  test('stays as it is where its page has thrown it in the language of the reader', () => {
    const own = { code: 'form.invalid', message: 'Please correct it.', fields: { name: 'Enter a name' } }
    expect(refusalWords(own, 'en')).toEqual(own)
  })
})

function asked(locale: Locale) {
  const context = new RouterContextProvider()
  context.set(appContext, {} as never)
  context.set(shellContext, { ...visitor, locale })
  return { context, url: new URL('http://x/'), request: new Request('http://x/'), params: {} } as never
}

describe('a page', () => {
  test.each([
    ['vi', 'Câu tiếng Việt.'],
    ['en', 'The draft was not found. You may have filed or deleted it. Look at “My dossiers”.'],
  ] as const)('in %s tells what is not there in that language', async (locale, message) => {
    const load = page(() => {
      throw new Refusal(404, 'draft.not_found', 'Câu tiếng Việt.')
    })
    await expect(load(asked(locale))).rejects.toMatchObject({ data: { code: 'draft.not_found', message } })
  })

  test.each(['vi', 'en'] as const)(
    'in %s tells what a post was refused for, typed things kept',
    async (locale) => {
      const refuse = async () => {
        throw refusal('rating.given')
      }
      const message = locale === 'vi' ? 'Câu tiếng Việt.' : 'You have rated this dossier. Thank you.'
      expect(await pageAction(refuse)(asked(locale))).toMatchObject({ data: { refusal: { message } } })
      const typed = { words: 'Tốt' }
      expect(await pageAction(() => keepTyped(typed, refuse))(asked(locale))).toMatchObject({
        data: { refusal: { message }, typed },
      })
    },
  )
})
