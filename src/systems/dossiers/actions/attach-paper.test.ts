import { describe, expect, test } from 'vitest'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/ids.ts'
import { openWorld, type World } from '../../../../tests/world.ts'
import { requestSupplement, supplyDossier } from '../index.ts'
import { listAttachments } from '../store.ts'
import { fileBirth, smallPdf } from '../testing-birth.ts'
import { attachPaper, removePaper } from './attach-paper.ts'
import { startDraft } from './edit-draft.ts'

const citizen = 'thach-rinh'
const certificate = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
const paper = { name: 'Khôi con chị Hồng.pdf', bytes: smallPdf }

/** A dossier that waits for its citizen, before it was received. */
async function asked(world: World): Promise<string> {
  const { id } = await fileBirth(await world.context(citizen))
  const items = [{ text: 'Chụp lại Giấy chứng sinh', paperId: certificate }]
  await requestSupplement(await world.context('vtd-receiver'), { id, items, reason: 'Ảnh mờ' })
  world.at('2024-11-20T10:20+07:00')
  return id
}

async function dataOf(world: World, id: string, name: string): Promise<Record<string, unknown>[]> {
  const { rows } = await world.owner.query<{ data: Record<string, unknown> }>(
    'select data from platform.event where subject_id = $1 and name = $2 order by id',
    [id, name],
  )
  return rows.map(({ data }) => data)
}

/** Until somebody stands behind a lock in this world, or the work is done without. */
async function waitsOrEnds(world: World, work: Promise<unknown>): Promise<void> {
  let ended = false
  void work.then(() => {
    ended = true
  })
  for (;;) {
    const { rowCount } = await world.owner.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (ended || rowCount) return
  }
}

describe('a paper of a dossier', () => {
  test('comes and goes with an event that names the paper of the procedure and not the file', async () => {
    await using world = await openWorld({ province: true })
    const id = await asked(world)
    expect(await world.eventNames(id)).not.toContain('dossier.paper-added')
    const me = await world.context(citizen)
    const paperId = `bo-sung-1-${certificate}`
    const added = await attachPaper(me, { id, paperId, ...paper })
    await removePaper(me, { id, attachmentId: added.id })
    expect((await world.eventNames(id)).slice(-2)).toEqual(['dossier.paper-added', 'dossier.paper-removed'])
    for (const name of ['dossier.paper-added', 'dossier.paper-removed']) {
      const [data] = await dataOf(world, id, name)
      expect(data).toMatchObject({
        attachmentId: added.id,
        paperId,
        paperName: expect.stringMatching(/^Giấy chứng sinh/),
        state: 'awaiting-supplement',
      })
      expect(JSON.stringify(data)).not.toContain('Hồng')
    }
  })

  test('stays as it was handed in: after the answer the citizen changes nothing any more', async () => {
    await using world = await openWorld({ province: true })
    const id = await asked(world)
    const me = await world.context(citizen)
    const { id: attachmentId } = await attachPaper(me, { id, paperId: 'khac', ...paper })
    await supplyDossier(me, { id, answer: 'Đã chụp lại' })
    const before = await world.eventNames()
    const refused = { status: 409, code: 'paper.not_asked' }
    await expect(attachPaper(me, { id, paperId: 'khac', ...paper })).rejects.toMatchObject(refused)
    await expect(removePaper(me, { id, attachmentId })).rejects.toMatchObject(refused)
    expect(await world.eventNames()).toEqual(before)
  })

  test('that is taken back beside the answer waits for it, and finds it sent', async () => {
    await using world = await openWorld({ province: true })
    const id = await asked(world)
    const me = await world.context(citizen)
    const { id: attachmentId } = await attachPaper(me, { id, paperId: 'khac', ...paper })
    const answering = await world.owner.connect()
    try {
      await answering.query('begin')
      await answering.query('update dossiers.dossier set supplied_at = $2 where id = $1', [id, world.now()])
      const removing = removePaper(me, { id, attachmentId }).then(
        () => 'removed',
        ({ code }) => code,
      )
      await waitsOrEnds(world, removing)
      await answering.query('commit')
      expect(await removing).toBe('paper.not_asked')
    } finally {
      answering.release(true)
    }
  })

  test('is the sixtieth at most, however many come at once', async () => {
    await using world = await openWorld({ province: true })
    const id = await asked(world)
    const held = async () => (await listAttachments(world.db, id)).length
    await world.owner.query(
      `insert into dossiers.attachment (id, dossier_id, paper_id, name, file_hash, type, size, added_by, added_at)
       select gen_random_uuid(), dossier_id, paper_id, name, file_hash, type, size, added_by, added_at
       from dossiers.attachment, generate_series(1, 58) where dossier_id = $1`,
      [id],
    )
    expect(await held()).toBe(59)
    const me = await world.context(citizen)
    const coming = [1, 2, 3, 4].map((each) => attachPaper(me, { id, paperId: `khac-${each}`, ...paper }))
    const outcomes = (await Promise.allSettled(coming)).map((each) =>
      each.status === 'fulfilled' ? 'kept' : each.reason.code,
    )
    expect(outcomes.toSorted()).toEqual(['kept', 'paper.too_many', 'paper.too_many', 'paper.too_many'])
    expect(await held()).toBe(60)
  })

  test("leaves no byte on the disk when it comes to somebody else's draft, to none, or to a full one", async () => {
    await using world = await openWorld({ province: true })
    const me = await world.context('lan')
    const { id } = await startDraft(me, { procedureCode: '1.001193' })
    const files = { ...me.files, put: () => Promise.reject(new Error('bytes came to the disk')) }
    const bring = (ctx: Context, to: string) =>
      attachPaper({ ...ctx, files }, { id: to, paperId: 'khac', ...paper })
    const missing = { status: 404, code: 'draft.not_found' }
    await expect(bring(await world.context('phuc'), id)).rejects.toMatchObject(missing)
    await expect(bring(me, newId())).rejects.toMatchObject(missing)
    const { id: attachmentId } = await attachPaper(me, { id, paperId: 'khac', ...paper })
    await removePaper(me, { id, attachmentId })
    await world.owner.query('update dossiers.attachment set size = $2 where id = $1', [
      attachmentId,
      300 << 20,
    ])
    await expect(bring(me, id)).rejects.toMatchObject({ status: 422, code: 'paper.too_large' })
    world.at('2024-11-27T10:30+07:00')
    await attachPaper(me, { id, paperId: 'khac', ...paper })
  })
})
