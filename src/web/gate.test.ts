import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Actor, anonymous } from '../platform/permissions.ts'
import { allPages } from './all-pages.ts'
import { admit } from './gate.ts'
import { surfaceOf } from './pages.ts'

const citizen: Actor = {
  kind: 'citizen',
  id: 'c',
  name: 'Trần Thị Hồng',
  identityNumber: '095000000001',
  phone: null,
  email: null,
}
const officer: Actor = { kind: 'officer', id: 'o', name: 'Lê Hữu Phước', agencyId: 'a', grants: [] }
const leader: Actor = {
  ...officer,
  grants: [{ role: 'leader', agencyIds: 'all', permissions: new Set(['wall.read']) }],
}

describe('who may open a page', () => {
  test.each([
    ['public', anonymous, 'open'],
    ['signed-in', anonymous, 'sign-in'],
    ['signed-in', citizen, 'open'],
    ['citizen', citizen, 'open'],
    ['citizen', officer, 'hidden'],
    ['officer', citizen, 'hidden'],
    ['officer', officer, 'open'],
    ['wall.read', anonymous, 'sign-in'],
    ['wall.read', citizen, 'hidden'],
    ['wall.read', officer, 'hidden'],
    ['wall.read', leader, 'open'],
    [undefined, leader, 'hidden'],
  ] as const)('a page for %s shows %o as %s', (access, actor, verdict) => {
    expect(admit(access, actor)).toBe(verdict)
  })
})

describe('the list of pages', () => {
  test('has each address once', () => {
    const paths = allPages.map((page) => page.path)
    expect(paths).toEqual([...new Set(paths)])
  })

  test.each(allPages)('$path has its file', ({ file, path }) => {
    expect(existsSync(`src/${file}`)).toBe(true)
    expect(path.startsWith('/')).toBe(true)
  })

  test('knows the face of an address by its first part', () => {
    expect(surfaceOf('/ban-lam-viec/ho-so/1')).toBe('desk')
    expect(surfaceOf('/quan-tri')).toBe('desk')
    expect(surfaceOf('/dieu-hanh')).toBe('wall')
    expect(surfaceOf('/ban-lam-viec-khac')).toBe('portal')
  })
})
