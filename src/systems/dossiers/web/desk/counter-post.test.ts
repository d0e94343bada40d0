import { describe, expect, test } from 'vitest'
import { openWorld } from '../../../../../tests/world.ts'
import { signLooked } from '../../previews/testing-look.ts'
import { findDossier } from '../../store.ts'
import { smallPdf } from '../../testing-birth.ts'
import { enterAtCounter } from './counter-post.ts'
import { lookSlugs, workSlugs } from './work-slugs.ts'

const code = '1.001193'
const paper = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
const session = '0a0a0a0a-0000-4000-8000-00000000000a'

/** A birth registration as the counter's page posts it, with one paper. */
function posted(): FormData {
  const form = new FormData()
  const fields = {
    'ma-phien': session,
    'nguoi-ten': 'Thạch Sô Rinh',
    'nguoi-so': '095000000002',
    'nguoi-dien-thoai': '0900000002',
    'nguoi-noi-o': 'Ấp Biển Tây A, xã Vĩnh Trạch Đông, thành phố Bạc Liêu',
    'noi-xa': '31837',
    childName: 'Thạch Minh Khôi',
    'childBirthDate.day': '12',
    'childBirthDate.month': '11',
    'childBirthDate.year': '2024',
    childBirthDate: '2024-11-12',
    childSex: 'male',
    childEthnicity: 'khmer',
    childNationality: 'vietnamese',
    birthPlaceKind: 'health-facility',
    birthPlace: 'Bệnh viện Đa khoa tỉnh Bạc Liêu',
    childHometown: 'Xã Vĩnh Trạch Đông, thành phố Bạc Liêu, tỉnh Bạc Liêu',
    applicantSex: 'male',
    applicantEthnicity: 'khmer',
    applicantBirthDate: '1988-11-02',
    'applicantBirthDate.day': '02',
    'applicantBirthDate.month': '11',
    'applicantBirthDate.year': '1988',
    motherIs: 'unknown',
    fatherIs: 'applicant',
    relationship: 'father',
    declaration: 'true',
  }
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.append(`giay-${paper}`, new File([smallPdf], 'Giấy chứng sinh.pdf', { type: 'application/pdf' }))
  return form
}

describe('an entry at the counter', () => {
  test('is one dossier with its paper, pressed twice at once or again after a fall of the line', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context('vtd-receiver')
    const attached = () => world.db.selectFrom('dossiers.attachment').select(['paperId', 'name']).execute()
    const twice = await Promise.all([
      enterAtCounter(ctx, code, posted()),
      enterAtCounter(ctx, code, posted()),
    ])
    expect(new Set(twice.map((dossier) => dossier.code)).size).toBe(1)
    expect((await world.eventNames(session)).filter((name) => name === 'dossier.received')).toHaveLength(1)
    // The first press died before it came to the files.
    await world.owner.query('delete from dossiers.attachment')
    await enterAtCounter(ctx, code, posted())
    await enterAtCounter(ctx, code, posted())
    expect(await attached()).toEqual([{ paperId: paper, name: 'Giấy chứng sinh.pdf' }])
  })

  test('to look at its receipt first is filed and waits for its answer, until the receipt is signed', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:00+07:00')
    const ctx = await world.context('vtd-receiver')
    const form = posted()
    form.set('viec', lookSlugs.receive)
    const { id, dueAt } = await enterAtCounter(ctx, code, form)
    expect(await findDossier(world.db, id)).toMatchObject({ state: 'registered', receivedAt: null })
    // Eight working hours from nine o'clock (NQ 66.7/2025/NQ-CP).
    expect(dueAt).toEqual(new Date('2024-11-21T09:00:00+07:00'))
    expect(await world.jobNames()).toContain('dossier.mark-first-answer-late')
    expect(await enterAtCounter(ctx, code, form)).toMatchObject({ id, state: 'registered' })
    world.at('2024-11-20T09:05+07:00')
    await signLooked(world, { who: 'vtd-receiver', id, work: { form: 'receipt' } })
    expect(await findDossier(world.db, id)).toMatchObject({ state: 'received', receivedAt: world.now() })
    expect(await world.jobNames()).not.toContain('dossier.mark-first-answer-late')
    expect((await world.eventNames(id)).filter((name) => name !== 'dossier.paper-added')).toEqual([
      'dossier.submitted',
      'dossier.received',
    ])
  })

  test('is refused at once with form 03, however little of the form is filled in, and only with a reason', async () => {
    await using world = await openWorld({ province: true })
    const ctx = await world.context('vtd-receiver')
    const form = posted()
    form.delete('childName')
    form.set('childBirthDate', 'hôm qua')
    form.set('viec', workSlugs.refuse)
    await expect(enterAtCounter(ctx, code, form)).rejects.toMatchObject({
      status: 422,
      fields: { 'ly-do-tu-choi': expect.any(String) },
    })
    expect(await world.eventNames(session)).toEqual([])
    const reason = 'Cha mẹ cư trú ở tỉnh khác, nộp tại nơi cư trú'
    form.set('ly-do-tu-choi', reason)
    const twice = await Promise.all([enterAtCounter(ctx, code, form), enterAtCounter(ctx, code, form)])
    expect(new Set(twice.map((dossier) => dossier.code)).size).toBe(1)
    const refused = await findDossier(world.db, session)
    expect(refused).toMatchObject({
      state: 'refused',
      receivedAt: null,
      promisedAt: null,
      closingReason: reason,
    })
    expect(refused?.data).toMatchObject({ childSex: 'male' })
    expect(Object.keys(refused?.data ?? {})).not.toContain('childBirthDate')
    expect((await world.eventNames(session)).filter((name) => name !== 'dossier.paper-added')).toEqual([
      'dossier.submitted',
      'dossier.refused',
    ])
    expect(await world.jobNames()).not.toContain('dossier.mark-first-answer-late')
    await world.runJobs()
    const slips = await world.db.selectFrom('dossiers.slip').select(['form']).execute()
    expect(slips.map((slip) => slip.form)).toEqual(['refusal'])
    // Who presses the other button after that finds it refused.
    form.delete('viec')
    expect(await enterAtCounter(ctx, code, form)).toMatchObject({ state: 'refused' })
  })

  test('to look at its refusal first is filed whole, and refused when that is signed', async () => {
    await using world = await openWorld({ province: true })
    world.at('2024-11-20T09:00+07:00')
    const ctx = await world.context('vtd-receiver')
    const form = posted()
    const reason = 'Cha mẹ cư trú ở tỉnh khác, nộp tại nơi cư trú'
    form.set('viec', lookSlugs.refuse)
    form.set('ly-do-tu-choi', reason)
    const { id } = await enterAtCounter(ctx, code, form)
    expect(await findDossier(world.db, id)).toMatchObject({ state: 'registered', receivedAt: null })
    await signLooked(world, { who: 'vtd-receiver', id, work: { form: 'refusal', reason } })
    expect(await findDossier(world.db, id)).toMatchObject({ state: 'refused', closingReason: reason })
    expect(await world.jobNames()).not.toContain('dossier.mark-first-answer-late')
  })
})
