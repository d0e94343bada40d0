import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rebuild } from '#platform/events/readers.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { setCalendarDay } from '../administration/index.ts'
import {
  assignDossier,
  consultAgency,
  type Dossier,
  handOver,
  receiveDossier,
  registerAtCounter,
  requestSupplement,
  saveDraft,
  startDraft,
  submitDraft,
  supplyDossier,
} from '../dossiers/index.ts'
import { getMessage, listMessages } from './queries.ts'
import type { ShownNotification } from './schema.ts'
import { actOnInbox } from './web/inbox.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ province: true })
  world.at('2024-11-20T08:00+07:00')
})
afterEach(() => world[Symbol.asyncDispose]())

const answers = {
  documentKind: 'birth',
  subjectIs: 'applicant',
  registeredAt: 'UBND xã Vĩnh Trạch Đông',
  copies: 2,
  applicantPhone: '0900000002',
  declaration: true,
}

async function fileOnline(): Promise<Dossier> {
  const ctx = await world.context('thach-rinh')
  const draft = await startDraft(ctx, { procedureCode: '2.000635' })
  await saveDraft(ctx, { id: draft.id, data: { ...draft.data, ...answers }, areaCode: '31837' })
  return submitDraft(ctx, { id: draft.id })
}

type Listed = { items: ShownNotification[]; next: string | null; unread: number }

async function notificationsOf(person: string, query = '', headers = {}): Promise<Listed> {
  return (await world.as(person).get(`/api/my/notifications${query}`, headers)).json()
}

function messagesAbout(dossier: Dossier) {
  return world.db
    .selectFrom('notifications.message as message')
    .innerJoin('notifications.notification as notification', 'notification.id', 'message.notificationId')
    .selectAll('message')
    .select('notification.kind')
    .where('notification.dossierId', '=', dossier.id)
    .orderBy('message.createdAt')
    .execute()
}

async function toldKinds(dossier: Dossier, person: string): Promise<string[]> {
  const { items } = await notificationsOf(person, '?limit=100')
  return items
    .filter((item) => item.link.includes(dossier.id) || item.link.includes(dossier.code))
    .map((item) => item.kind)
}

describe('what happens to a dossier', () => {
  test('is told to the citizen in the application and by e-mail, and to the desk that has to act', async () => {
    const dossier = await fileOnline()
    await world.read()
    await world.runJobs()
    const [newest] = (await notificationsOf('thach-rinh')).items
    expect(newest).toMatchObject({ kind: 'submitted', link: `/ho-so/${dossier.code}`, readAt: null })
    expect(newest?.body).toContain(dossier.code)
    expect(await toldKinds(dossier, 'vtd-receiver')).toEqual(['officer-submitted'])
    expect(await toldKinds(dossier, 'vtd-specialist')).toEqual([])
    const [mail, ...more] = await messagesAbout(dossier)
    expect(more).toEqual([])
    expect(mail).toMatchObject({ recipient: 'thach-rinh@congdan.example', state: 'sent', channel: 'outbox' })
    expect(mail?.body).toContain(`http://localhost:3000/ho-so/${dossier.code}`)
  })

  // Rule 7: the citizen is told within 1 working day of the request: by the system, in the moment of it.
  test('is told in the words of what to do: what is missing, until when, where to send it', async () => {
    const dossier = await fileOnline()
    await requestSupplement(await world.context('vtd-receiver'), {
      id: dossier.id,
      items: [{ text: 'Số quyển đăng ký' }],
      reason: 'Không tìm thấy trong sổ gốc',
    })
    await world.read()
    const [asked] = (await notificationsOf('thach-rinh')).items
    expect(asked?.title).toBe(
      'Cần bổ sung trước 17:00 ngày 11/12/2024: Bản sao trích lục hộ tịch, bản sao khai sinh',
    )
    expect(asked?.body).toContain('- Số quyển đăng ký')
    expect(asked?.link).toBe(`/ho-so/${dossier.code}/bo-sung`)
    expect(asked?.createdAt).toBe(world.now().toISOString())
    await supplyDossier(await world.context('thach-rinh'), { id: dossier.id, answer: 'Quyển 02/1988' })
    await world.read()
    expect(await toldKinds(dossier, 'vtd-receiver')).toContain('officer-supplemented')
  })

  test('is told when the day of the result moves, with the reason', async () => {
    // The loading of the province changed the calendar too, for another reason; it is read before anybody has a promise.
    await world.read()
    const dossier = await fileOnline()
    world.at('2024-11-20T15:30+07:00')
    const received = await receiveDossier(await world.context('vtd-receiver'), { id: dossier.id })
    expect(received.promisedAt).toEqual(new Date('2024-11-21T17:00+07:00'))
    await setCalendarDay(await world.context('administrator'), {
      date: '2024-11-21',
      kind: 'holiday',
      name: 'Nghỉ khắc phục bão',
      legalAct: 'Quyết định 100/QĐ-UBND',
      certainty: 'high',
    })
    await world.read()
    await world.runJobs()
    await world.read()
    const { items } = await notificationsOf('thach-rinh')
    const moved = items.find((item) => item.kind === 'promise-moved')
    expect(moved?.link).toBe(`/ho-so/${dossier.code}`)
    expect(moved?.body).toContain('17:00 ngày 22/11/2024')
    expect(moved?.body).toContain('Nghỉ khắc phục bão')
  })

  test('reaches an officer who gets a task, is asked for an opinion, or is late', async () => {
    const dossier = await fileOnline()
    const receiver = await world.context('vtd-receiver')
    await receiveDossier(receiver, { id: dossier.id })
    await handOver(receiver, { id: dossier.id })
    const specialist = await world.context('vtd-specialist')
    if (specialist.actor.kind !== 'officer') throw new Error('not an officer')
    const { id: officerId } = specialist.actor
    await assignDossier(await world.context('vtd-head'), { id: dossier.id, officerId })
    await consultAgency(specialist, {
      id: dossier.id,
      agencyId: 'BL-STP',
      question: 'Sổ gốc năm 1988 còn lưu không?',
      replyDueAt: new Date('2024-11-20T16:00+07:00'),
    })
    await world.read()
    expect(await toldKinds(dossier, 'vtd-specialist')).toContain('officer-assigned')
    expect(await toldKinds(dossier, 'stp-leader')).toEqual(['officer-consulted'])
    world.at('2024-11-20T17:01+07:00')
    await world.runJobs()
    await world.read()
    await world.runJobs()
    world.at('2024-11-20T17:02+07:00')
    expect(await toldKinds(dossier, 'vtd-leader')).toEqual(['officer-overdue', 'officer-apology-drafted'])
    expect((await toldKinds(dossier, 'thach-rinh'))[0]).toBe('overdue')
    const late = (await messagesAbout(dossier)).filter((mail) => mail.kind === 'officer-overdue')
    expect(late.map((mail) => mail.recipient)).toContain('vtd.leader@tinhso.example')
  })

  test('reaches an applicant at the counter only by the e-mail he gave, with the public page', async () => {
    const entry = {
      procedureCode: '2.000635',
      areaCode: '31837',
      data: {
        ...answers,
        applicantName: 'Lý Thị Sà Phone',
        applicantIdentityNumber: '095000000012',
        applicantAddress: 'Ấp Biển Đông B',
      },
      channel: 'direct',
      resultMethod: 'counter',
    } as const
    const receiver = await world.context('vtd-receiver')
    const given = await registerAtCounter(receiver, {
      ...entry,
      applicant: { name: 'Lý Thị Sà Phone', email: 'saphone@congdan.example' },
    })
    const none = await registerAtCounter(receiver, { ...entry, applicant: { name: 'Lý Thị Sà Phone' } })
    await world.read()
    const mails = await messagesAbout(given)
    expect(mails.map((mail) => mail.kind)).toEqual(['received'])
    expect(mails[0]?.body).toContain(`/kiem-tra/${given.publicToken}`)
    expect(await messagesAbout(none)).toEqual([])
  })

  test('is told once, however often the log is read', async () => {
    await fileOnline()
    await world.read()
    const counts = async () => [await count('notification'), await count('message')]
    const before = await counts()
    expect(before).toEqual([2, 1])
    const reader = world.house.readers.find((each) => each.name === 'notifications')
    if (!reader) throw new Error('the reader is not registered')
    await rebuild(world.db, reader)
    expect(await counts()).toEqual(before)
  })

  test('tells nobody when it is simulated', async () => {
    const dossier = await fileOnline()
    await world.read()
    const before = await count('notification')
    await world.db.updateTable('dossiers.dossier').set({ simulated: true }).execute()
    await receiveDossier(await world.context('vtd-receiver'), { id: dossier.id })
    await world.read()
    expect(await count('notification')).toBe(before)
  })

  test('tells nobody when it is three days old: that is history, as an import brings it', async () => {
    await fileOnline()
    world.at('2024-11-23T08:01+07:00')
    await world.read()
    expect(await count('notification')).toBe(0)
  })
})

describe('a person', () => {
  test('reads only his own notifications, page by page', async () => {
    for (const _each of [1, 2, 3]) await fileOnline()
    await world.read()
    const first = await notificationsOf('thach-rinh', '?limit=2')
    expect(first.items).toHaveLength(2)
    const second = await notificationsOf(
      'thach-rinh',
      `?limit=2&before=${encodeURIComponent(first.next ?? '')}`,
    )
    expect(new Set([...first.items, ...second.items].map((item) => item.id)).size).toBe(3)
    expect((await notificationsOf('lan')).items).toEqual([])
    for (const wrong of [
      'x',
      '2024-13-40T00:00:00.000Z_1',
      '2024-11-20T00:00:00.000Z_99999999999999999999',
    ]) {
      const begin = await notificationsOf('thach-rinh', `?limit=2&before=${encodeURIComponent(wrong)}`)
      expect(begin.items).toEqual(first.items)
    }
    expect((await world.as().get('/api/my/notifications')).statusCode).toBe(401)
  })

  test('marks one or all as read, and nobody else’s', async () => {
    await fileOnline()
    await fileOnline()
    await world.read()
    const { items, unread } = await notificationsOf('thach-rinh')
    expect(unread).toBe(2)
    const id = items[0]?.id
    expect((await world.as('lan').post(`/api/my/notifications/${id}/read`)).statusCode).toBe(404)
    expect((await world.as('thach-rinh').post(`/api/my/notifications/${id}/read`)).json().link).toBe(
      items[0]?.link,
    )
    expect((await world.as('thach-rinh').post(`/api/my/notifications/${id}/read`)).statusCode).toBe(200)
    expect((await notificationsOf('thach-rinh')).unread).toBe(unread - 1)
    expect((await world.as('thach-rinh').post('/api/my/notifications/read')).json()).toEqual({
      read: unread - 1,
    })
    expect((await notificationsOf('thach-rinh', '?unread=true')).items).toEqual([])
  })
})

describe('the buttons of the page', () => {
  function press(field: string, value: string): Request {
    const body = new URLSearchParams({ [field]: value })
    return new Request('http://localhost:3000/thong-bao?truoc=x', { method: 'POST', body })
  }

  test('open a dossier and mark, mark one, mark all, and come back to the same page', async () => {
    const dossier = await fileOnline()
    await fileOnline()
    await world.read()
    const ctx = await world.context('thach-rinh')
    const unread = async () => (await notificationsOf('thach-rinh')).unread
    const { items } = await notificationsOf('thach-rinh')
    const [newer, older] = items.map((item) => item.id)
    const opened = await actOnInbox(ctx, press('mo', older ?? ''))
    expect(opened.headers.get('location')).toBe(`/ho-so/${dossier.code}`)
    expect(await unread()).toBe(1)
    const marked = await actOnInbox(ctx, press('doc', newer ?? ''))
    expect(marked.headers.get('location')).toBe('/thong-bao?truoc=x')
    expect(await unread()).toBe(0)
    await fileOnline()
    await world.read()
    await actOnInbox(ctx, press('tat-ca', '1'))
    expect(await unread()).toBe(0)
  })

  test('refuse with 404 what is nobody’s or somebody else’s', async () => {
    await fileOnline()
    await world.read()
    const [item] = (await notificationsOf('thach-rinh')).items
    const lan = await world.context('lan')
    for (const id of [item?.id ?? '', crypto.randomUUID(), 'x']) {
      await expect(actOnInbox(lan, press('mo', id))).rejects.toMatchObject({ status: 404 })
    }
    expect((await notificationsOf('thach-rinh')).unread).toBe(1)
  })
})

describe('the outbox', () => {
  test('lists e-mails with their status, and shows the text of those it kept only', async () => {
    await fileOnline()
    await world.read()
    expect((await listMessages(world.db, { state: 'queued' })).items).toHaveLength(1)
    await world.runJobs()
    const { items } = await listMessages(world.db)
    expect(items[0]).toMatchObject({
      state: 'sent',
      channel: 'outbox',
      recipient: 'thach-rinh@congdan.example',
    })
    const id = items[0]?.id ?? ''
    expect((await getMessage(world.db, id)).body).toContain('Kính chào Thạch Sô Rinh')
    await world.db.updateTable('notifications.message').set({ channel: 'email' }).execute()
    expect(await getMessage(world.db, id)).toMatchObject({ body: null, recipient: 'th•••@congdan.example' })
    await expect(getMessage(world.db, crypto.randomUUID())).rejects.toMatchObject({ status: 404 })
  })
})

async function count(table: 'notification' | 'message'): Promise<number> {
  const { rows } = await world.owner.query(`select count(*)::int as count from notifications.${table}`)
  return rows[0]?.count
}
