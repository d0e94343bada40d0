import { expect, test } from 'vitest'
import { openWorld } from '../../../tests/world.ts'
import { removePaper } from './actions/attach-paper.ts'
import { getDraft, saveDraft, startDraft } from './actions/edit-draft.ts'
import { deleteFilter } from './desk/actions/save-filter.ts'
import { viewDossier } from './desk/actions/view-dossier.ts'
import { handOver } from './index.ts'

test('what cannot be an id is not found, on every way that a page takes one from its address or a form', async () => {
  await using world = await openWorld({ province: true })
  const [lan, officer] = [await world.context('lan'), await world.context('vtd-receiver')]
  const draft = await startDraft(lan, { procedureCode: '1.001193' })
  const id = 'khong-phai-ma'
  const asked = {
    draft: () => getDraft(world.db, lan, id),
    saving: () => saveDraft(lan, { id, data: {} }),
    paper: () => removePaper(lan, { id: draft.id, attachmentId: id }),
    reading: () => viewDossier(officer, { id }),
    working: () => handOver(officer, { id }),
    filter: () => deleteFilter(officer, { id }),
  }
  for (const [name, answer] of Object.entries(asked)) {
    await expect(answer(), name).rejects.toMatchObject({ name: 'Refusal', status: 404 })
  }
})

test('no index speaks of the step, so that a step inside an agency writes none', async () => {
  await using world = await openWorld()
  const { rows } = await world.owner.query<{ definition: string }>(
    `select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = 'dossiers.dossier'::regclass`,
  )
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.filter(({ definition }) => /step_|revision/.test(definition))).toEqual([])
})
