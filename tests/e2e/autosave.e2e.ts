import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Saved } from '../../src/web/components/progress/Progress.tsx'
import { ShellProvider } from '../../src/web/shell.ts'
import { visitor } from '../../src/web/testing/render.tsx'
import { openBrowser } from './browser.ts'

type Answer = { readonly status: number; readonly body: unknown }

/** After the last key, and after a failure; the page's clock stands still until it is moved on. */
const PAUSE = 800
const AGAIN = 5000

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

test('sends what the form would post, shows when it was kept and takes the new revision', async () => {
  const { page, sent } = await openForm([
    { status: 200, body: { savedAt: '2024-11-20T02:48:00Z', revision: 5 } },
  ])
  await page.fill('[name=name]', 'Thạch Minh Khôi')
  await page.check('[value=insurance]')
  await page.clock.runFor(PAUSE)
  await page.waitForFunction('document.querySelector(".saved time").textContent === "09:48"')
  expect(sent).toEqual([
    { fields: { revision: '4', name: 'Thạch Minh Khôi', together: ['residence', 'insurance'] } },
  ])
  expect(await page.inputValue('[name=revision]')).toBe('5')
  expect(await page.locator('.saved').textContent()).toContain('Đã lưu nháp lúc 09:48')
})

test('says that nothing was kept while the server is down, and tries again by itself', async () => {
  const { page, sent } = await openForm([
    { status: 503, body: { message: 'Máy chủ đang bận.' } },
    { status: 200, body: { savedAt: '2024-11-20T02:49:00Z' } },
  ])
  await page.fill('[name=name]', 'Thạch')
  await page.clock.runFor(PAUSE)
  await page.getByText('Máy chủ đang bận.').waitFor()
  await page.clock.runFor(AGAIN)
  await page.waitForFunction('document.querySelector(".saved time").textContent === "09:49"')
  expect(sent).toHaveLength(2)
})

test('shows the sentence of a refusal and does not insist', async () => {
  const { page, sent } = await openForm([
    { status: 409, body: { message: 'Bản nháp vừa được sửa ở nơi khác.' } },
  ])
  await page.fill('[name=name]', 'Thạch')
  await page.clock.runFor(PAUSE)
  await page.getByText('Bản nháp vừa được sửa ở nơi khác.').waitFor()
  expect(sent).toHaveLength(1)
})

test('a button that is pressed while a save is under way waits for its revision', async () => {
  const { page } = await openForm([{ status: 200, body: { savedAt: '2024-11-20T02:48:00Z', revision: 5 } }])
  const answer = Promise.withResolvers<void>()
  const posted = Promise.withResolvers<string | null>()
  await page.route('http://form.invalid/draft', async (route) => {
    await answer.promise
    await route.fallback()
  })
  await page.route('http://form.invalid/?*', (route) => {
    posted.resolve(new URL(route.request().url()).searchParams.get('revision'))
    return route.fulfill({ body: '' })
  })
  await page.fill('[name=name]', 'Thạch')
  const saving = page.waitForRequest('http://form.invalid/draft')
  await page.clock.runFor(PAUSE)
  await saving
  await page.click('button')
  answer.resolve()
  expect(await posted.promise).toBe('5')
})

/** A page with a form and the script, at an address that only the test answers. */
async function openForm(answers: readonly Answer[]): Promise<{ page: Page; sent: unknown[] }> {
  const page = await browser.newPage()
  const script = await readFile('src/web/enhance/autosave.js', 'utf8')
  const saved = renderToStaticMarkup(createElement(ShellProvider, { value: visitor }, createElement(Saved)))
  const html = `<!doctype html>${saved}<form data-autosave="/draft"><input type="hidden" name="revision" value="4">
    <input name="name"><input type="checkbox" name="together" value="residence" checked>
    <input type="checkbox" name="together" value="insurance"><button>Tiếp</button></form><script>${script}</script>`
  const sent: unknown[] = []
  await page.route('http://form.invalid/', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  )
  await page.route('http://form.invalid/draft', (route) => {
    const answer = answers[sent.length] ?? { status: 500, body: {} }
    sent.push(route.request().postDataJSON())
    return route.fulfill({ status: answer.status, json: answer.body })
  })
  await page.clock.install()
  await page.goto('http://form.invalid/')
  await page.clock.pauseAt(Date.now() + 24 * 3_600_000)
  return { page, sent }
}
