import { beforeAll, describe, expect, test } from 'vitest'
import type { Access } from '../src/platform/http/access.ts'
import type { DeclaredRoute } from '../src/platform/http/app.ts'
import { type Actor, anonymous, permissions } from '../src/platform/permissions.ts'
import { roles } from '../src/systems/identity/roles.ts'
import { allPages } from '../src/web/all-pages.ts'
import { admit } from '../src/web/gate.ts'
import { openWorld, type World } from './world.ts'

/** One sample person for each kind of visitor; the roles are those of `identity/roles.ts`. */
const people = {
  visitor: undefined,
  citizen: 'lan',
  receiver: 'vtd-receiver',
  specialist: 'vtd-specialist',
  'department-head': 'vtd-head',
  leader: 'vtd-leader',
  clerk: 'vtd-clerk',
  'province-leader': 'province-leader',
  administrator: 'administrator',
  operator: 'operator',
} as const
type Who = keyof typeof people
const everybody = Object.keys(people) as Who[]

/** The expectation, from the roles and the declared access alone; the server's own check is not asked. */
function mayEnter(who: Who, access: Access): boolean {
  if (access === 'public') return true
  if (who === 'visitor') return false
  if (access === 'signed-in') return true
  if (access === 'citizen') return who === 'citizen'
  if (who === 'citizen') return false
  if (access === 'officer') return true
  return roles[who].some((grant) => grant.permissions.includes(access))
}

let world: World
let routes: readonly DeclaredRoute[]
let actors: ReadonlyMap<Who, Actor>

beforeAll(async () => {
  world = await openWorld({ province: true })
  await world.app.ready()
  // Signing out ends the session that the other calls need, so it comes last; a stream has no end to wait for.
  routes = world.app.declaredRoutes
    .filter(({ method, url }) => method !== 'HEAD' && method !== 'OPTIONS' && !url.endsWith('/stream'))
    .sort((a, b) => Number(a.url === '/dang-xuat') - Number(b.url === '/dang-xuat'))
  actors = new Map(
    await Promise.all(everybody.map(async (who) => [who, (await world.context(people[who])).actor] as const)),
  )
  return () => world[Symbol.asyncDispose]()
})

const plausible = (url: string) =>
  url
    .replaceAll(
      /:(id|attachmentId|paperId|filterId|consultationId|cid|officerId|postId|versionId|fileId)\b/g,
      '00000000-0000-4000-8000-000000000000',
    )
    .replaceAll(/:[A-Za-z]+(\([^)]*\))?/g, '1')
    .replace('*', 'x')

describe('every route × every role', () => {
  test('lets nobody else into a stream', async () => {
    const streams = world.app.declaredRoutes.filter(
      ({ method, url }) => method === 'GET' && url.endsWith('/stream'),
    )
    expect(streams.length).toBeGreaterThan(0)
    for (const { url, permission } of streams) {
      for (const who of everybody.filter((each) => !mayEnter(each, permission))) {
        expect(await knock('GET', url, who), `${url} as ${who}`).toBe(who === 'visitor' ? 401 : 403)
      }
    }
  })

  test('lets in whom its permission names, and nobody else', async () => {
    expect(routes.length).toBeGreaterThan(40)
    const wrong: string[] = []
    for (const { method, url, permission } of routes) {
      for (const who of everybody) {
        const status = await knock(method, plausible(url), who)
        const expected = mayEnter(who, permission)
        const stopped = status === 401 || status === 403
        if (expected === stopped) wrong.push(`${method} ${url} (${permission}) as ${who}: ${status}`)
        if (status >= 500) wrong.push(`${method} ${url} as ${who}: ${status}`)
      }
    }
    expect(wrong).toEqual([])
  }, 300_000)

  test('every permission is held by some role, and no role holds another', () => {
    const held = new Set(
      Object.values(roles).flatMap((grants) => grants.flatMap((grant) => grant.permissions)),
    )
    expect([...held].sort()).toEqual(Object.keys(permissions).sort())
  })
})

describe('every page × every role', () => {
  test.each(allPages.map((page) => [page.path, page.permission] as const))(
    '%s asks for %s',
    async (_path, permission) => {
      for (const who of everybody) {
        const actor = actors.get(who) ?? anonymous
        const expected = mayEnter(who, permission) ? 'open' : who === 'visitor' ? 'sign-in' : 'hidden'
        expect(admit(permission, actor), who).toBe(expected)
      }
    },
  )
})

async function knock(method: string, url: string, who: Who): Promise<number> {
  const visitor = world.as(people[who])
  const send = {
    GET: visitor.get,
    POST: visitor.post,
    PATCH: visitor.patch,
    PUT: visitor.put,
    DELETE: visitor.delete,
  }[method]
  if (!send) throw new Error(`No way to send ${method}`)
  return (await send(url)).statusCode
}
