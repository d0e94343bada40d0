import { glob, readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { registerPages } from '../../src/platform/http/pages.ts'
import { allPages } from '../../src/web/all-pages.ts'
import { surfaceOf } from '../../src/web/pages.ts'
import { openWorld, type World } from '../world.ts'

let world: World

beforeAll(async () => {
  world = await openWorld({ province: true })
  await registerPages(world.app, { province: 'Bạc Liêu', simulated: () => true })
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const closed = allPages.filter((page) => page.permission !== 'public')
/** It leads back to where the reader was; its own test is below. */
const leadsOn = '/ngon-ngu'
const plain = allPages.filter(
  ({ permission, path }) => permission === 'public' && !/[:*]/.test(path) && path !== leadsOn,
)

describe('the gate of the pages', () => {
  test.each(closed)('sends a visitor from $path to the sign-in and back', async ({ path }) => {
    const address = addressOf(path)
    const reply = await world.as().get(address)
    expect(reply.statusCode).toBe(303)
    expect(reply.headers.location).toBe(`/dang-nhap?ve=${encodeURIComponent(address)}`)
  })

  test.each(closed)('lets no spelling of $path past', async ({ path }) => {
    const address = addressOf(path)
    const spellings = [
      `${address}/`,
      address.toUpperCase(),
      address.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      `/${address}`,
      `${address}?_routes=root`,
    ]
    for (const spelling of spellings) {
      const reply = await world.as().get(spelling)
      expect([spelling, [303, 404].includes(reply.statusCode)]).toEqual([spelling, true])
    }
  })

  test.each(closed)('gives no data of $path to a visitor', async ({ path }) => {
    for (const data of [`${addressOf(path)}.data`, `${addressOf(path)}/_.data`]) {
      const reply = await world.as().get(data)
      expect([202, 404]).toContain(reply.statusCode)
      if (reply.statusCode === 202) expect(reply.body).toContain('SingleFetchRedirect')
    }
  })

  test('answers an unknown address with the page that leads on, whatever the method', async () => {
    for (const reply of [await world.as().get('/khong-co'), await world.as().post('/khong-co')]) {
      expect(reply.statusCode).toBe(404)
      expect(reply.body).toContain('Không tìm thấy trang này')
    }
  })

  test('tells who asks too often to wait, with a page', async () => {
    await using limited = await openWorld({ province: true, environment: { RATE_LIMIT: '1' } })
    await registerPages(limited.app, { province: 'Bạc Liêu' })
    expect((await limited.as().get('/')).statusCode).toBe(200)
    const refused = await limited.as().get('/')
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['content-type']).toContain('text/html')
    expect(refused.body).toContain('Hãy đợi một phút')
  })

  test('refuses a post from another site with a page', async () => {
    const reply = await world.as().post('/khong-co', undefined, { origin: 'https://evil.example' })
    expect(reply.statusCode).toBe(403)
    expect(reply.headers['content-type']).toContain('text/html')
  })
})

describe('a public page', () => {
  test.each(plain)('$path ships no script of ours but autosave and weighs under 50 KB', async ({ path }) => {
    const reply = await world.as().get(path)
    expect([path, reply.statusCode]).toEqual([path, 200])
    const html = reply.body
    const scripts = [...html.matchAll(/<script[^>]*src="([^"]*)"/g)].map((match) => match[1] ?? '')
    expect(scripts.filter((source) => !source.includes('autosave'))).toEqual([])
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(html).not.toMatch(/ style="/)
    const sheets = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]*)"/g)].map(
      (match) => match[1] ?? '',
    )
    const styles = await Promise.all(sheets.map((sheet) => readFile(`build/client${sheet}.br`)))
    const weight = brotliCompressSync(html).length + styles.reduce((sum, sheet) => sum + sheet.length, 0)
    expect(weight).toBeLessThan(50_000)
  })

  test('is told in the language of the cookie, and the switch stays on this site', async () => {
    const english = await world.as().get('/thanh-phan', { cookie: 'lang=en' })
    expect(english.body).toContain('<html lang="en">')
    expect(english.body).toContain('Sign in')
    const away = await world.as().get('/ngon-ngu?to=en&ve=//evil.example/')
    expect([away.statusCode, away.headers.location]).toEqual([303, '/'])
    expect(String(away.headers['set-cookie'])).toContain('lang=en')
  })
})

describe('what goes to the browser', () => {
  test('holds nothing of the server', async () => {
    for await (const file of glob('build/client/**/*.js')) {
      const code = await readFile(file, 'utf8')
      expect([file, /kysely|["']node:|appContext|DATABASE_URL/.exec(code)?.[0]]).toEqual([file, undefined])
    }
  })

  test('is kept for good when its name carries its hash, and comes compressed', async () => {
    for await (const file of glob('build/client/assets/portal-*.css')) {
      const reply = await world.as().get(file.replace('build/client', ''), { 'accept-encoding': 'br' })
      expect(reply.headers['cache-control']).toContain('immutable')
      expect(reply.headers['content-encoding']).toBe('br')
    }
  })

  test('keeps desk and wall out of the styles of the portal', async () => {
    for await (const file of glob('build/client/assets/portal-*.css')) {
      expect(await readFile(file, 'utf8')).not.toMatch(/desk-shell|wall-grid/)
    }
    expect(
      allPages.filter((page) => page.permission === 'public').map((page) => surfaceOf(page.path)),
    ).not.toContain('desk')
  })
})

/** The pattern as an address: any value in its variable parts. */
function addressOf(path: string): string {
  return path.replaceAll(/:\w+\??/g, 'khong-co')
}
