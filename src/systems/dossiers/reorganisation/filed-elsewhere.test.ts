import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Context } from '#platform/context.ts'
import { openWorld } from '../../../../tests/world.ts'
import { readReorganisation } from '../../administration/index.ts'
import { attachPaper } from '../actions/attach-paper.ts'
import { saveDraft, startDraft } from '../actions/edit-draft.ts'
import { submitDraft } from '../actions/submit-dossier.ts'
import { receiveDossier } from '../index.ts'
import { getCitizenDossier } from '../queries/citizen-queries.ts'
import { findDossier } from '../store.ts'
import { birthAnswers, smallPdf } from '../testing-birth.ts'
import { beginReorganisation } from './actions/begin-reorganisation.ts'
import { moveOpenDossiers } from './actions/move-open-dossiers.ts'

const file = await readReorganisation(
  join(import.meta.dirname, '../../../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)
/** Vĩnh Trạch Đông, which goes into 31840 with 31831; 31825 goes on by itself. */
const place = '31837'

async function draftAt(ctx: Context, receptionAgencyId: string): Promise<string> {
  const draft = await startDraft(ctx, { procedureCode: '1.001193' })
  await saveDraft(ctx, { id: draft.id, data: birthAnswers, areaCode: place, receptionAgencyId })
  const paperId = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
  await attachPaper(ctx, { id: draft.id, paperId, name: 'Giấy chứng sinh.pdf', bytes: smallPdf })
  return draft.id
}

test('the one-stop that a citizen chose is followed, and is elsewhere only while it is another place than who solves', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-08-12T08:00+07:00')
  const citizen = await world.context('thach-rinh')
  const home = await submitDraft(citizen, { id: await draftAt(citizen, 'BL-31840-MC') })
  const away = await submitDraft(citizen, { id: await draftAt(citizen, 'BL-31825-MC') })
  // One draft of a procedure at a time: this one is begun when the others are filed.
  const waiting = await draftAt(citizen, 'BL-31825-MC')
  expect([home.filedElsewhere, away.filedElsewhere]).toEqual([true, true])
  await beginReorganisation(world.system(), file)
  await moveOpenDossiers(world.system(), { id: file.id })
  const draft = await world.db
    .selectFrom('dossiers.draft')
    .select(['areaCode', 'receptionAgencyId'])
    .where('id', '=', waiting)
    .executeTakeFirst()
  expect(draft).toEqual({ areaCode: '31840', receptionAgencyId: 'CM-31825-MC' })
  expect(await findDossier(world.db, home.id)).toMatchObject({
    agencyId: 'CM-31840',
    receptionAgencyId: 'CM-31840-MC',
    filedElsewhere: false,
  })
  expect(await findDossier(world.db, away.id)).toMatchObject({
    agencyId: 'CM-31840',
    receptionAgencyId: 'CM-31825-MC',
    filedElsewhere: true,
  })
  // It can still be filed, at the desk that took its place.
  const later = await world.context('thach-rinh')
  expect(await submitDraft(later, { id: waiting })).toMatchObject({ receptionAgencyId: 'CM-31825-MC' })
})

test('who read the data of a citizen did so in the post of that day, whatever became of its agency', async () => {
  await using world = await openWorld({ province: true })
  world.at('2025-08-12T08:00+07:00')
  const citizen = await world.context('thach-rinh')
  const { id, code } = await submitDraft(citizen, { id: await draftAt(citizen, 'BL-31825-MC') })
  await receiveDossier(await world.context('p1-receiver'), { id, revision: 1 })
  const read = async () => (await getCitizenDossier(await world.context('thach-rinh'), code)).readings
  const before = await read()
  expect(before).toMatchObject([{ agencyId: 'BL-31825-MC' }])
  world.at('2025-08-12T09:00+07:00')
  await beginReorganisation(world.system(), file)
  await moveOpenDossiers(world.system(), { id: file.id })
  expect(await read()).toEqual(before)
})
