import { describe, expect, test } from 'vitest'
import { htmlOf } from '#web/testing/render.tsx'
import { figureNames } from '../figures.ts'
import type { Wall } from '../schema.ts'
import { AreaMap, type Places } from './AreaMap.tsx'
import { Domains } from './Domains.tsx'
import { Figures } from './Figures.tsx'
import { evidenceHref, figureWords, readEvidenceQuery, readWallQuery, wallHref } from './links.ts'
import { FeedTile, RiskTile } from './list-tiles.tsx'
import { RankTile } from './RankTile.tsx'

const zero = Object.fromEntries(figureNames.map((name) => [name, 0])) as Wall['figures']

const fresh: Wall = {
  now: '2024-11-20T07:32:00.000Z',
  period: { kind: '30d', from: '2024-10-22', to: '2024-11-20' },
  source: { asOf: '2024-11-20T07:32:00.000Z', stale: false },
  simulated: false,
  lastDay: null,
  figures: zero,
  before: zero,
  days: [],
  units: [],
  mean: null,
  fields: [],
  areas: [],
  risks: [],
  feed: [],
}

const places: Places = {
  communes: [
    { code: '1', name: 'Xã Một', group: '9', column: 0, row: 0 },
    { code: '2', name: 'Xã Hai', group: '8', column: 2, row: 0 },
  ],
  districts: [
    { code: '9', name: 'Chín' },
    { code: '8', name: 'Tám' },
  ],
}

function wallHtml(wall: Wall, lostSince: string | null = null): string {
  const live = { wall, lostSince }
  return htmlOf(
    <>
      <Figures live={live} query={{}} />
      <RankTile live={live} query={{}} />
      <AreaMap live={live} query={{}} places={places} />
      <RiskTile live={live} query={{}} />
      <FeedTile live={live} />
      <Domains live={live} query={{}} />
    </>,
  )
}

describe('the wall', () => {
  test('of a province that has just begun says so, without a figure that is none', () => {
    const html = wallHtml(fresh)
    expect(html).not.toMatch(/NaN|Infinity|undefined|null/)
    expect(html).toContain('Chưa có hồ sơ trong kỳ.')
    expect(html).toContain('Chưa có kết quả nào trong kỳ')
    expect(html).not.toContain('data-state="late"')
  })

  test('leads on to the last days that have figures', () => {
    const html = wallHtml({ ...fresh, lastDay: '2024-06-30' })
    expect(html).toContain('href="/dieu-hanh?tu=2024-06-01&amp;den=2024-06-30"')
    expect(html).toContain('Số liệu gần nhất: 30/06/2024')
  })

  test('calls a period of its own by as few words as say it', () => {
    const named = (from: string, to: string) => {
      const html = wallHtml({ ...fresh, period: { kind: 'range', from, to } })
      return /Đúng hạn, ([^<]*)</.exec(html)?.[1]
    }
    expect(named('2024-06-01', '2024-11-20')).toBe('01/06 đến 20/11/2024')
    expect(named('2023-06-01', '2024-11-20')).toBe('01/06/2023 đến 20/11/2024')
  })

  test('whose data have stopped greys every tile and says since when', () => {
    const html = wallHtml(fresh, '2024-11-20T07:10:00.000Z')
    expect(html.match(/class="tile[^"]*" data-state="stale"/g)).toHaveLength(14)
    expect(html.match(/Mất dữ liệu từ 14:10/g)).toHaveLength(14)
  })

  test('links every number that counts dossiers to them', () => {
    const figures = {
      ...zero,
      received: 12,
      online: 8,
      judged: 10,
      'on-time': 9,
      late: 1,
      overdue: 2,
      open: 3,
    }
    const html = wallHtml({ ...fresh, figures })
    for (const figure of ['received', 'online', 'judged', 'on-time', 'late', 'overdue', 'open'] as const) {
      expect(html).toContain(`href="/dieu-hanh/ho-so?chi-so=${figureWords[figure]}"`)
    }
    expect(html).toContain('90<small>')
  })
})

describe('the addresses of the wall', () => {
  test('say in Vietnamese what the question says, there and back', () => {
    const query = { period: 'month', agency: 'BL-954', own: true } as const
    expect(wallHref(query)).toBe('/dieu-hanh?ky=thang&co-quan=BL-954&rieng=1')
    expect(readWallQuery(new URLSearchParams(wallHref(query).split('?')[1]))).toEqual(query)
    for (const figure of figureNames) {
      const asked = { ...query, figure, field: 'Đăng ký, quản lý cư trú' }
      expect(readEvidenceQuery(new URLSearchParams(evidenceHref(asked).split('?')[1]))).toEqual(asked)
    }
    expect(readEvidenceQuery(new URLSearchParams('chi-so=toString'))).toBeNull()
  })
})
