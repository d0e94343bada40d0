import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Context } from '#platform/context.ts'
import { giveKey, openSigningWorld, type SigningWorld } from '../../../../tests/signing-world.ts'
import type { World } from '../../../../tests/world.ts'
import { type ReorganisationFile, readReorganisation } from '../../administration/index.ts'
import { sessionCookie } from '../../identity/index.ts'
import { listSignedDocuments, verifySignatures } from '../../signing/index.ts'
import { receiveDossier, registerAtCounter } from '../index.ts'
import { beginReorganisation } from '../reorganisation/actions/begin-reorganisation.ts'
import { moveOpenDossiers } from '../reorganisation/actions/move-open-dossiers.ts'
import { sampleEntry } from '../reorganisation/testing-rows.ts'
import { atCounter, online, textOf } from '../slips/testing-slips.ts'
import { desksBefore } from './books.ts'
import { findRegister, orderRegister } from './order-register.ts'
import { listRegister } from './rows.ts'

const file = await readReorganisation(
  join(import.meta.dirname, '../../../../provinces/bac-lieu/reorganisations/2025-07-01.json'),
)
const desk = 'BL-31837-MC'
const heir = 'CM-31840-MC'
const june = { agencyId: desk, month: '2025-06' }

/** An officer who has just signed in: the posts of that day, and a session that the night has not ended. */
async function officer(world: World, key: string): Promise<Context> {
  const cookies = { [sessionCookie]: await world.session(key) }
  return world.house.contextOf({ id: key, cookies })
}

async function merge(world: World, what: ReorganisationFile = file): Promise<void> {
  await beginReorganisation(world.system(), what)
  await moveOpenDossiers(world.system(), { id: what.id })
}

/** What was issued and sealed, as a reader of the paper sees it. */
async function issued(world: SigningWorld, month: { agencyId: string; month: string }) {
  const issue = await findRegister(world.db, month)
  const [paper] = await listSignedDocuments(world.db, issue?.id ?? '')
  const pdf = await world.system().files.get(paper?.fileHash ?? '')
  return { issue, paper, pdf, text: await textOf(pdf) }
}

/** The refusal of who may not, or has nothing, to issue. */
async function refusalOf(ctx: Context, month: { agencyId: string; month: string }) {
  return orderRegister(ctx, month).then(
    () => 'ordered',
    (error: { code: string }) => error.code,
  )
}

describe('the book of a desk that a merge has ended', () => {
  test('is kept by its heir: its last month under its own name and form, sealed by the key of the heir', async () => {
    await using world = await openSigningWorld()
    world.at('2025-06-26T09:00+07:00')
    await giveKey(world, { kind: 'agency', id: desk })
    const { code } = await atCounter(await officer(world, 'vtd-receiver'))
    world.at('2025-06-30T16:00+07:00')
    expect(await refusalOf(await officer(world, 'vtd-receiver'), june)).toBe('register.month_runs')

    world.at('2025-07-01T07:30+07:00')
    await merge(world)
    await giveKey(world, { kind: 'agency', id: heir })
    const receiver = await officer(world, 'vtd-receiver')
    expect((await desksBefore(receiver, heir)).map(({ id }) => id)).toContain(desk)
    // Whoever took over from another desk has no business with this book.
    expect(await refusalOf(await officer(world, 'hb-receiver'), june)).toBe('record.not_found')
    await orderRegister(receiver, june)
    await world.runJobs({ mayFail: true })

    const { issue, paper, text, pdf } = await issued(world, june)
    expect(issue).toMatchObject({ agencyId: desk, sequence: 1, rows: 1, template: 'tt-01-2018/register.typ' })
    expect(paper).toMatchObject({ agencyId: heir, wanted: [{ agencyId: heir }], state: 'complete' })
    expect(text).toContain('BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ XÃ VĨNH TRẠCH ĐÔNG')
    expect(text).toContain('Mẫu số 06, Thông tư 01/2018/TT-VPCP')
    expect(text).toContain('Hồ sơ tiếp nhận từ 01/06/2025 đến 30/06/2025: 1 hồ sơ')
    expect(text).toContain(
      'Trung tâm Phục vụ hành chính công phường Hiệp Thành lập sổ này, kế thừa Bộ phận Tiếp nhận và Trả kết quả xã Vĩnh Trạch Đông từ ngày 01/07/2025 theo Nghị quyết 202/2025/QH15',
    )
    expect(text).toContain(code.slice(-11))
    expect(text).toContain('Ủy ban nhân dân xã Vĩnh Trạch Đông 09:00 26/06/2025')
    const { signatures } = await verifySignatures(world.system(), pdf)
    expect(signatures.map(({ signer }) => signer?.commonName)).toEqual([`THỬ NGHIỆM ${heir}`])
    expect(await refusalOf(receiver, june)).toBe('register.issued')
    expect(await refusalOf(receiver, { ...june, month: '2025-07' })).toBe('register.no_days')
  })

  test('ends on the day before a merge in the middle of a month, where that of the heir begins', async () => {
    await using world = await openSigningWorld()
    const what = JSON.parse(JSON.stringify(file).replaceAll('2025-07-01', '2025-06-16')) as ReorganisationFile
    world.at('2025-06-10T09:00+07:00')
    await atCounter(await officer(world, 'vtd-receiver'))
    world.at('2025-06-16T07:30+07:00')
    await merge(world, what)
    world.at('2025-06-18T09:00+07:00')
    const receiver = await officer(world, 'vtd-receiver')
    const { id } = await registerAtCounter(receiver, {
      ...sampleEntry,
      areaCode: '31840',
      receptionAgencyId: heir,
    })
    const own = { agencyId: heir, month: '2025-06' }
    expect(await refusalOf(receiver, own)).toBe('register.month_runs')
    await orderRegister(receiver, june)
    world.at('2025-07-01T08:00+07:00')
    await orderRegister(receiver, own)
    await world.runJobs({ mayFail: true })

    expect((await issued(world, june)).text).toContain('từ 01/06/2025 đến 15/06/2025: 1 hồ sơ')
    const { text } = await issued(world, own)
    expect(text).toContain('từ 16/06/2025 đến 30/06/2025: 1 hồ sơ')
    expect(text).not.toContain('kế thừa')
    const { rows } = await listRegister(world.db, { agencyId: heir, from: '2025-06-01', to: '2025-06-30' })
    expect(rows.map((row) => row.id)).toEqual([id])
  })
})

test('what the heir received before its row had moved stands in the book of the heir', async () => {
  await using world = await openSigningWorld()
  world.at('2025-06-30T16:50+07:00')
  const { id } = await online(world)
  world.at('2025-07-01T07:30+07:00')
  await beginReorganisation(world.system(), file)
  await receiveDossier(await officer(world, 'vtd-receiver'), { id })
  await moveOpenDossiers(world.system(), { id: file.id })
  const july = { from: '2025-07-01', to: '2025-07-31' }
  const lines = async (agencyId: string) =>
    (await listRegister(world.db, { agencyId, ...july })).rows.map((row) => row.id)
  expect([await lines(heir), await lines(desk)]).toEqual([[id], []])
})
