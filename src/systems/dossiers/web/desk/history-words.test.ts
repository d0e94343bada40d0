import { expect, test } from 'vitest'
import type { DossierHappening } from '../../queries/history.ts'
import { tellHistory } from './history-words.ts'

const at = new Date('2090-11-16T09:00:00+07:00')
const telling = { now: at, agencyNames: new Map(), locale: 'vi' } as const

function handedOver(data: Record<string, unknown>) {
  const happening = {
    id: 1,
    at,
    name: 'dossier.handed-over',
    actorKind: 'officer',
    actorName: 'Ngô Minh Trí',
    data: { stepName: 'Vào sổ', officerName: null, note: null, ...data },
  }
  return tellHistory([happening as unknown as DossierHappening], telling)[0]?.title
}

test('a hand-over after a draft was looked at says that it was approved', () => {
  expect(handedOver({ approvedHash: 'a'.repeat(64) })).toMatch(/duyệt dự thảo đã xem, chuyển: Vào sổ$/)
  expect(handedOver({})).toMatch(/ chuyển: Vào sổ$/)
  expect(handedOver({})).not.toContain('duyệt')
})

test('papers that one person adds in a row are one line, at the moment of the last', () => {
  const added = (id: number, actorName: string, paperName: string | null) =>
    ({
      ...{ id, at, name: 'dossier.paper-added', actorKind: 'officer', actorId: actorName, actorName },
      data: { attachmentId: String(id), paperId: 'a', paperName },
    }) as unknown as DossierHappening
  const viewed = { ...added(3, 'Ngô Minh Trí', null), name: 'dossier.viewed' } as DossierHappening
  const history = [
    added(1, 'Ngô Minh Trí', 'Giấy chứng sinh'),
    added(2, 'Ngô Minh Trí', 'Giấy chứng sinh'),
    viewed,
    added(4, 'Ngô Minh Trí', null),
    added(5, 'Lê Thị Hà', null),
  ]
  const told = tellHistory(history, telling)
  expect(told.map(({ id, title, more }) => [id, title.replace(/^.* thêm/, 'thêm'), more])).toEqual([
    ['5', 'thêm 1 tệp', undefined],
    ['4', 'thêm 3 tệp', 'Giấy chứng sinh'],
  ])
})
