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
