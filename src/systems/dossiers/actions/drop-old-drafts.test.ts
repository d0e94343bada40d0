import { expect, test } from 'vitest'
import { openWorld } from '../../../../tests/world.ts'
import { smallPdf } from '../testing-birth.ts'
import { attachPaper } from './attach-paper.ts'
import { dropOldDrafts } from './drop-old-drafts.ts'
import { startDraft } from './edit-draft.ts'

test('a draft untouched for 30 days goes with its papers, a younger one stays', async () => {
  await using world = await openWorld({ province: true })
  const old = await startDraft(await world.context('lan'), { procedureCode: '1.001193' })
  const paper = { id: old.id, paperId: 'giay-to-khac', name: 'a.pdf', bytes: smallPdf }
  await attachPaper(await world.context('lan'), paper)
  world.at('2024-12-01T09:00+07:00')
  const young = await startDraft(await world.context('phuc'), { procedureCode: '1.001193' })
  world.at('2024-12-21T01:20+07:00')
  await dropOldDrafts(world.system())
  const left = await world.db.selectFrom('dossiers.draft').select('id').execute()
  expect(left).toEqual([{ id: young.id }])
  expect(await world.db.selectFrom('dossiers.attachment').select('id').execute()).toEqual([])
})
