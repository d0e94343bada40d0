import { createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { readConfig } from '#platform/config.ts'
import { openWorld } from '../../../tests/world.ts'
import { openApp } from '../../house.ts'
import { startSandboxSignIn } from '../../sandbox/sign-in.ts'

/** A browser that keeps cookies by host, as far as this flow needs one. Ports share cookies, as in a browser. */
function openBrowser() {
  const jar = new Map<string, string>()
  async function go(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { cookie, origin: new URL(url).origin, ...init.headers },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  /** Follows redirects until there is a page or the way leads to `until`. */
  async function follow(
    from: string,
    until: string,
    init: RequestInit = {},
  ): Promise<{ url: string; response: Response }> {
    let url = from
    let response = await go(url, init)
    for (let hops = 0; hops < 12; hops++) {
      const location = response.headers.get('location')
      if (location === null) return { url, response }
      url = new URL(location, url).href
      if (url === until) return { url, response }
      response = await go(url)
    }
    throw new Error(`no end of redirects at ${url}`)
  }
  return { jar, go, follow }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function openProvince({ sandbox }: { sandbox: boolean }) {
  const world = await openWorld({ province: true })
  const config = readConfig({
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://127.0.0.1',
    LOG_LEVEL: 'silent',
  })
  const own = { ...config, publicUrl: `http://127.0.0.1:${config.port}` }
  const app = await openApp(world.house, own)
  app.get('/whoami', { config: { permission: 'public' } }, async ({ context: { actor } }) => ({
    kind: actor.kind,
    name: actor.name,
  }))
  const provider = sandbox ? await startSandboxSignIn(own) : undefined
  await app.listen({ port: own.port, host: '127.0.0.1' })
  return {
    world,
    home: own.publicUrl,
    provider: own.oidc.issuer,
    async [Symbol.asyncDispose]() {
      await app.close()
      await provider?.stop()
      await world[Symbol.asyncDispose]()
    },
  }
}

async function signIn(browser: ReturnType<typeof openBrowser>, home: string, key: string, wanted = '/') {
  const start = `${home}/dang-nhap/bat-dau?ve=${encodeURIComponent(wanted)}`
  const { url, response } = await browser.follow(start, 'none')
  const page = await response.text()
  const body = new URLSearchParams({ person: key })
  const end = await browser.follow(url, `${home}${wanted}`, { method: 'POST', body })
  return { page, end: end.url, body: await end.response.text() }
}

describe('signing in at the provider, over real HTTP', () => {
  test('a citizen chooses a person, comes back to the wanted page and is known there', async () => {
    await using province = await openProvince({ sandbox: true })
    const browser = openBrowser()
    const { page, end } = await signIn(browser, province.home, 'thach-rinh', '/nop/1.001193?buoc=2')
    expect(page).toContain('Đăng nhập thử nghiệm')
    expect(page).toContain('Quách Tú Muội')
    expect(end).toBe(`${province.home}/nop/1.001193?buoc=2`)
    expect(await (await browser.go(`${province.home}/whoami`)).json()).toEqual({
      kind: 'citizen',
      name: 'Thạch Sô Rinh',
    })
    const account = await province.world.db
      .selectFrom('identity.account')
      .selectAll()
      .executeTakeFirstOrThrow()
    expect(account).toMatchObject({
      fullName: 'Thạch Sô Rinh',
      identityNumber: '095000000002',
      birthOn: '1988-11-02',
      ethnicity: 'Khmer',
      areaCode: '31837',
      identityLevel: 2,
    })
  })

  test('an officer lands on the desk, and sign-out ends the session here and there', async () => {
    await using province = await openProvince({ sandbox: true })
    const browser = openBrowser()
    const { end } = await signIn(browser, province.home, 'p1-receiver')
    expect(end).toBe(`${province.home}/ban-lam-viec`)
    const token = browser.jar.get('session')
    expect(await (await browser.go(`${province.home}/whoami`)).json()).toMatchObject({ kind: 'officer' })
    const out = await browser.go(`${province.home}/dang-xuat`, {
      method: 'POST',
      body: new URLSearchParams(),
    })
    expect(out.headers.get('location')).toContain(`${province.provider}/session/end?`)
    expect(browser.jar.has('session')).toBe(false)
    const confirm = await browser.go(out.headers.get('location') ?? '')
    expect(await confirm.text()).toContain('Đăng xuất')
    browser.jar.set('session', token ?? '')
    expect(await (await browser.go(`${province.home}/whoami`)).json()).toMatchObject({ kind: 'anonymous' })
  })

  test('who cancels at the provider is told so and stays signed out', async () => {
    await using province = await openProvince({ sandbox: true })
    const browser = openBrowser()
    const { end } = await signIn(browser, province.home, '', '/thu-tuc')
    expect(end).toBe(`${province.home}/dang-nhap?loi=sign_in.cancelled&ve=%2Fthu-tuc`)
    expect(browser.jar.has('session')).toBe(false)
  })

  test('an answer that this browser did not ask for starts no session', async () => {
    await using province = await openProvince({ sandbox: true })
    const victim = openBrowser()
    const stolen = await victim.go(
      `${province.home}/dang-nhap/xong?code=abc&state=def&iss=${province.provider}`,
    )
    expect(stolen.headers.get('location')).toBe('/dang-nhap?loi=sign_in.expired&ve=%2F')
    await victim.go(`${province.home}/dang-nhap/bat-dau`)
    const forged = await victim.go(
      `${province.home}/dang-nhap/xong?code=abc&state=def&iss=${province.provider}`,
    )
    expect(forged.headers.get('location')).toContain('/dang-nhap?loi=sign_in.failed')
    expect(victim.jar.has('session')).toBe(false)
  })

  test('while the provider is down, the page says so instead of failing', async () => {
    await using province = await openProvince({ sandbox: false })
    const answer = await openBrowser().go(`${province.home}/dang-nhap/bat-dau?ve=/thu-tuc`)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/dang-nhap?loi=provider.unreachable&ve=%2Fthu-tuc')
  })

  test('a wanted page on another site becomes the home page', async () => {
    await using province = await openProvince({ sandbox: true })
    const { end } = await signIn(openBrowser(), province.home, 'lan', '//evil.example/')
    expect(new URL(end).origin).toBe(province.home)
  })
})
