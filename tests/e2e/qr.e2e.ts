import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import jsQR from 'jsqr'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { currentResult, returnedBirth } from '../../src/systems/dossiers/results/testing-results.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../signing-world.ts'
import { openSite, PHONE, type Site, textOf } from './visitors.ts'

let world: SigningWorld
let site: Site

beforeAll(async () => {
  world = await openSigningWorld()
  world.at('2024-11-20T09:42+07:00')
  await giveKey(world, { kind: 'agency', id: 'BL-31837-MC' })
  await giveKey(world, { kind: 'agency', id: 'BL-31837' })
  site = await openSite(world)
})

afterAll(() => site[Symbol.asyncDispose]())

/** Draws the first page of a paper as a reader of PDF does, and lets a decoder look for the code on the whole sheet. */
async function scan(page: Page, paper: Buffer): Promise<string | undefined> {
  const reader = await readFile(fileURLToPath(import.meta.resolve('unpdf/pdfjs')))
  await page.route('http://paper.test/**', (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname === '/reader.mjs') return route.fulfill({ contentType: 'text/javascript', body: reader })
    if (pathname === '/paper.pdf') return route.fulfill({ contentType: 'application/pdf', body: paper })
    return route.fulfill({ contentType: 'text/html', body: '<body style="margin:0"></body>' })
  })
  await page.goto('http://paper.test/')
  // As a string: a function would be rewritten by the bundler of the tests, which the browser does not know.
  await page.evaluate(`(async () => {
    const { getDocument } = await import('/reader.mjs')
    const data = new Uint8Array(await (await fetch('/paper.pdf')).arrayBuffer())
    const sheet = await (await getDocument({ data }).promise).getPage(1)
    const viewport = sheet.getViewport({ scale: 2 })
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: viewport.width, height: viewport.height })
    await sheet.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise
    document.body.append(canvas)
  })()`)
  const picture = await page.locator('canvas').screenshot()
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return jsQR.default(new Uint8ClampedArray(data), info.width, info.height)?.data
}

test('a telephone held over a signed receipt and over its result finds exactly their check pages', async () => {
  const dossier = await returnedBirth(world)
  await world.runJobs()
  const result = await currentResult(world, dossier.id)
  const desk = world.as('vtd-receiver')
  const receipt = await desk.get(`/api/dossiers/${dossier.id}/slips/receipt.pdf`)
  expect(receipt.headers['x-signed']).toBe('yes')
  const paper = await desk.get(`/api/dossiers/${dossier.id}/results/${result.id}`)
  expect(paper.headers['content-type']).toBe('application/pdf')

  const table = await site.browser.newPage({ viewport: { width: 1280, height: 1800 } })
  const found = [await scan(table, receipt.rawPayload), await scan(table, paper.rawPayload)]
  const { publicUrl } = world.config
  expect(found).toEqual([
    `${publicUrl}/kiem-tra/${dossier.publicToken}`,
    `${publicUrl}/kiem-tra/ket-qua/${result.publicToken}`,
  ])

  const stranger = await (await site.signedIn(null, PHONE)).newPage()
  await stranger.goto(found[0]?.replace(publicUrl, site.base) ?? '')
  expect(await textOf(stranger)).toContain('Đã trả kết quả')
  await stranger.goto(found[1]?.replace(publicUrl, site.base) ?? '')
  await stranger.getByRole('heading', { name: 'Còn giá trị' }).waitFor()
})
