import { describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../../tests/world.ts'
import { OTHER_PAPER } from '../../filing-rules.ts'
import { requestSupplement } from '../../index.ts'
import { type Dossier, listAttachments } from '../../store.ts'
import { smallPdf } from '../../testing-birth.ts'
import { takeMarital } from '../../testing-marital.ts'
import { postedForm } from './posted-form.ts'
import { postedWorks } from './posted-work.ts'

/** What a form of the desk posts, with one file. */
function posted(fields: Readonly<Record<string, string>>, bytes: Uint8Array<ArrayBuffer>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.append('files', new File([bytes], 'Đơn.pdf', { type: 'application/pdf' }))
  return postedForm(form)
}

/** What was handed in at the desk, as the officer who asked for more sees it. */
async function asked(world: World): Promise<Dossier> {
  const receiver = await world.context('vtd-receiver')
  const { id } = await takeMarital(receiver)
  const items = [{ text: 'Bản chụp rõ hơn' }]
  const dossier = await requestSupplement(receiver, { id, items, reason: 'Ảnh mờ, không đọc được' })
  world.at('2024-11-20T10:20+07:00')
  return dossier
}

const works = [
  ['supply', { answer: 'Đã nộp bản rõ' }, 'dossier.supplemented'],
  ['withdraw', { reason: 'Không cần nữa' }, 'dossier.withdrawn'],
] as const

describe.each(works)('%s with a file', (name, fields, event) => {
  test('puts both on file together', async () => {
    await using world = await openWorld({ province: true })
    const { id, revision } = await asked(world)
    const form = posted(fields, new Uint8Array(smallPdf))
    await postedWorks[name](await world.context('vtd-receiver'), { id, revision }, form)
    expect(await listAttachments(world.db, id)).toMatchObject([{ paperId: OTHER_PAPER, name: 'Đơn.pdf' }])
    expect((await world.eventNames(id)).slice(-2)).toEqual(['dossier.paper-added', event])
  })

  test.each([
    ['on a page that is old', -1, new Uint8Array(smallPdf), { status: 409, code: 'dossier.changed' }],
    [
      'with what is no paper',
      0,
      new Uint8Array([1, 2, 3]),
      { status: 422, fields: { files: expect.stringMatching(/^Đơn.pdf: /) } },
    ],
  ])('is refused %s and leaves nothing', async (_how, older, bytes, refused) => {
    await using world = await openWorld({ province: true })
    const { id, revision } = await asked(world)
    const before = await world.eventNames()
    const ctx = await world.context('vtd-receiver')
    const done = postedWorks[name](ctx, { id, revision: revision + older }, posted(fields, bytes))
    await expect(done).rejects.toMatchObject(refused)
    expect(await listAttachments(world.db, id)).toEqual([])
    expect(await world.eventNames()).toEqual(before)
    expect(await world.jobNames()).not.toContain('dossier.digitise-papers')
  })
})
