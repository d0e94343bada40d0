import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorld, type World } from '../../../../tests/world.ts'
import { receiveDossier, requestSupplement } from '../index.ts'
import { birthAnswers, fileBirth, smallPdf } from '../testing-birth.ts'

let world: World

beforeAll(async () => {
  world = await openWorld({ province: true })
})
afterAll(() => world[Symbol.asyncDispose]())

const certificate = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
const nobody = '00000000-0000-4000-8000-000000000000'

/** A multipart body as a browser writes it. */
function upload(paperId: string, files: Readonly<Record<string, Buffer>>) {
  const boundary = 'ranhgioi'
  const head = (disposition: string) =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: ${disposition}\r\n\r\n`)
  const end = Buffer.from('\r\n')
  const sent = Object.entries(files).flatMap(([name, bytes]) => [
    head(`form-data; name="tep"; filename="${name}"`),
    bytes,
    end,
  ])
  const field = [head('form-data; name="paperId"'), Buffer.from(paperId), end]
  return {
    payload: Buffer.concat([...field, ...sent, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

async function send(
  who: string,
  url: string,
  files: Readonly<Record<string, Buffer>>,
  paperId = certificate,
) {
  const { payload, headers } = upload(paperId, files)
  return world.as(who).post(url, payload, headers)
}

async function startedBy(who: string) {
  const reply = await world.as(who).post('/api/drafts', { procedureCode: '1.001193', areaCode: '31837' })
  expect(reply.statusCode).toBe(201)
  return reply.json()
}

describe('a draft over the API', () => {
  test('starts with what the account holds, at the agency of the commune, and is the same the second time', async () => {
    const draft = await startedBy('thach-rinh')
    expect(draft).toMatchObject({
      agencyId: 'BL-31837',
      areaCode: '31837',
      contactPhone: '0900000002',
      missingPapers: [certificate],
      data: { applicantName: 'Thạch Sô Rinh', applicantSex: 'male' },
    })
    expect(draft.errors).toHaveProperty('childName')
    expect((await startedBy('thach-rinh')).id).toBe(draft.id)
  })

  test('is refused where it cannot be filed online, and where the commune is not known', async () => {
    const counterOnly = await world
      .as('lan')
      .post('/api/drafts', { procedureCode: '2.000815', areaCode: '31816' })
    expect([counterOnly.statusCode, counterOnly.json().code]).toEqual([422, 'procedure.not_online'])
    const nowhere = await world
      .as('lan')
      .post('/api/drafts', { procedureCode: '1.001193', areaCode: '99999' })
    expect([nowhere.statusCode, nowhere.json().code]).toEqual([422, 'dossier.place_unknown'])
  })

  test('merges answers, takes null away and refuses an older revision: an old tab overwrites nothing', async () => {
    const draft = await startedBy('thach-rinh')
    const first = await world
      .as('thach-rinh')
      .patch(`/api/drafts/${draft.id}`, { revision: draft.revision, data: { childName: 'Thạch Minh Khôi' } })
    expect(first.json()).toMatchObject({
      revision: draft.revision + 1,
      data: { childName: 'Thạch Minh Khôi' },
    })
    const old = await world
      .as('thach-rinh')
      .patch(`/api/drafts/${draft.id}`, { revision: draft.revision, data: { childName: 'Người khác' } })
    expect([old.statusCode, old.json().code]).toEqual([409, 'draft.changed'])
    const kept = await world.as('thach-rinh').get(`/api/drafts/${draft.id}`)
    expect(kept.json().data.childName).toBe('Thạch Minh Khôi')
    const taken = await world.as('thach-rinh').patch(`/api/drafts/${draft.id}`, { data: { childName: null } })
    expect(taken.json().data).not.toHaveProperty('childName')
  })

  test('refuses questions that the form does not ask, and the phone of the form becomes that of the notices', async () => {
    const draft = await startedBy('thach-rinh')
    const save = (data: object) => world.as('thach-rinh').patch(`/api/drafts/${draft.id}`, { data })
    const unknown = await save({ nothingLikeIt: 'x' })
    expect([unknown.statusCode, unknown.json().code]).toEqual([422, 'draft.unknown_field'])
    expect((await save({ applicantPhone: '0912345678' })).json().contactPhone).toBe('0912345678')
  })

  test('takes one page as a browser posts it, and leaves what the page shows as text alone', async () => {
    const draft = await startedBy('thach-rinh')
    const fields = {
      revision: String(draft.revision),
      relationship: 'father',
      applicantPhone: '0900 000 002',
    }
    const saved = await world
      .as('thach-rinh')
      .patch(`/api/drafts/${draft.id}/pages/nguoi-yeu-cau`, { fields })
    expect(saved.json()).toEqual({ revision: draft.revision + 1, savedAt: world.now().toISOString() })
    const { data } = (await world.as('thach-rinh').get(`/api/drafts/${draft.id}`)).json()
    expect(data).toMatchObject({ relationship: 'father', applicantName: 'Thạch Sô Rinh' })
  })

  test('does not exist for anybody else', async () => {
    const { id } = await startedBy('thach-rinh')
    const file = (await send('thach-rinh', `/api/drafts/${id}/papers`, { 'a.pdf': smallPdf })).json()[0]
    const lan = world.as('lan')
    const replies = [
      await lan.get(`/api/drafts/${id}`),
      await lan.patch(`/api/drafts/${id}`, { data: { childName: 'x' } }),
      await lan.patch(`/api/drafts/${id}/pages/con`, { fields: { childName: 'x' } }),
      await lan.post(`/api/drafts/${id}/submission`, { declared: true, revision: 1 }),
      await send('lan', `/api/drafts/${id}/papers`, { 'a.pdf': smallPdf }),
      await lan.delete(`/api/drafts/${id}/papers/${file.id}`),
      await lan.delete(`/api/drafts/${id}`),
      await lan.get(`/api/dossiers/${id}/papers/${file.id}`),
      await world.as('vtd-receiver').get(`/api/dossiers/${id}/papers/${file.id}`),
    ]
    expect(replies.map((reply) => reply.statusCode)).toEqual(replies.map(() => 404))
  })

  test('is filed once, however often the button is pressed', async () => {
    const { id } = await startedBy('thach-rinh')
    await world.as('thach-rinh').patch(`/api/drafts/${id}`, { data: birthAnswers })
    const submit = (draft: string, revision: number) =>
      world.as('thach-rinh').post(`/api/drafts/${draft}/submission`, { declared: true, revision })
    expect((await submit(nobody, 1)).statusCode).toBe(404)
    await send('thach-rinh', `/api/drafts/${id}/papers`, { 'Giấy chứng sinh.pdf': smallPdf })
    const { revision } = (await world.as('thach-rinh').get(`/api/drafts/${id}`)).json()
    const press = () => submit(id, revision)
    const replies = await Promise.all([press(), press(), press()])
    expect(replies.map((reply) => reply.statusCode)).toEqual([201, 201, 201])
    expect(new Set(replies.map((reply) => reply.json().code)).size).toBe(1)
    expect(await world.eventNames(id)).toEqual(['dossier.submitted'])
    const listed = (await world.as('thach-rinh').get('/api/my/dossiers')).json()
    expect(listed.items.map((each: { id: string }) => each.id)).toEqual([id])
  })

  test('is filed as it was reviewed: not after an answer or a paper changed since', async () => {
    const me = world.as('thach-rinh')
    const { id } = await startedBy('thach-rinh')
    await me.patch(`/api/drafts/${id}`, { data: birthAnswers })
    await send('thach-rinh', `/api/drafts/${id}/papers`, { 'Giấy chứng sinh.pdf': smallPdf })
    const review = async () => (await me.get(`/api/drafts/${id}`)).json().revision
    const submit = (revision?: number) =>
      me.post(`/api/drafts/${id}/submission`, { declared: true, ...(revision ? { revision } : {}) })
    const elsewhere = [
      () => me.patch(`/api/drafts/${id}`, { data: { childName: 'Thạch Thị Mai' } }),
      () => send('thach-rinh', `/api/drafts/${id}/papers`, { 'Thêm.pdf': smallPdf }, 'khac'),
      async () => {
        const { attachments } = (await me.get(`/api/drafts/${id}`)).json()
        return me.delete(`/api/drafts/${id}/papers/${attachments.at(-1).id}`)
      },
    ]
    for (const change of elsewhere) {
      const reviewed = await review()
      expect((await change()).statusCode).toBeLessThan(300)
      const refused = await submit(reviewed)
      expect([refused.statusCode, refused.json().code]).toEqual([409, 'draft.changed'])
    }
    expect((await submit()).statusCode).toBe(400)
    expect(await world.eventNames(id)).toEqual([])
    expect((await submit(await review())).statusCode).toBe(201)
  })

  test('is deleted with its papers', async () => {
    const { id } = await startedBy('quach-muoi')
    const file = (await send('quach-muoi', `/api/drafts/${id}/papers`, { 'a.pdf': smallPdf })).json()[0]
    expect((await world.as('quach-muoi').delete(`/api/drafts/${id}`)).statusCode).toBe(204)
    expect((await world.as('quach-muoi').get(`/api/drafts/${id}`)).statusCode).toBe(404)
    expect((await world.as('quach-muoi').get(`/api/dossiers/${id}/papers/${file.id}`)).statusCode).toBe(404)
  })
})

describe('a file', () => {
  test('is judged by its content, several at a time, and comes back as it is with headers that keep it quiet', async () => {
    const { id } = await startedBy('lan')
    const sent = await send('lan', `/api/drafts/${id}/papers`, { 'một.pdf': smallPdf, 'hai.txt': smallPdf })
    expect(sent.json().map((each: { name: string; type: string }) => [each.name, each.type])).toEqual([
      ['một.pdf', 'application/pdf'],
      ['hai.txt', 'application/pdf'],
    ])
    const got = await world.as('lan').get(`/api/dossiers/${id}/papers/${sent.json()[0].id}`)
    expect(got.rawPayload).toEqual(smallPdf)
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': "inline; filename*=UTF-8''m%E1%BB%99t.pdf",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
  })

  test('that is none of the kinds, or comes without a paper, is refused', async () => {
    const { id } = await startedBy('lan')
    const script = await send('lan', `/api/drafts/${id}/papers`, {
      'a.pdf': Buffer.from('<script>1</script>'),
    })
    expect([script.statusCode, script.json().code]).toEqual([422, 'file.wrong_type'])
    const odd = await send('lan', `/api/drafts/${id}/papers`, { 'a.pdf': smallPdf }, '../etc')
    expect([odd.statusCode, odd.json().code]).toEqual([422, 'paper.wrong_upload'])
    const json = await world.as('lan').post(`/api/drafts/${id}/papers`, {})
    expect(json.statusCode).toBe(400)
  })
})

describe('an own dossier over the API', () => {
  test('tells its story and who read it, and only to its applicant', async () => {
    const dossier = await fileBirth(await world.context('danh-thanh'))
    const mine = await world.as('danh-thanh').get(`/api/my/dossiers/${dossier.code}`)
    expect(mine.json()).toMatchObject({
      code: dossier.code,
      state: 'registered',
      milestones: [{ name: 'receive', state: 'current' }, {}, {}, {}],
      history: [{ name: 'dossier.submitted' }],
      readings: [],
    })
    for (const path of ['', '/supplement', '/withdrawal', '/rating']) {
      const url = `/api/my/dossiers/${dossier.code}${path}`
      const body = {
        '/supplement': { answer: 'Xin gửi' },
        '/withdrawal': { reason: 'Không cần' },
        '/rating': { stars: 5 },
      }
      const reply =
        path === ''
          ? await world.as('lan').get(url)
          : await world.as('lan').post(url, body[path as keyof typeof body])
      expect(reply.statusCode).toBe(404)
    }
  })

  test('is completed when it was asked, and cannot be before', async () => {
    const dossier = await fileBirth(await world.context('thach-rinh'))
    const url = `/api/my/dossiers/${dossier.code}`
    const unasked = await world.as('thach-rinh').post(`${url}/supplement`, { answer: 'Xin gửi thêm' })
    expect([unasked.statusCode, unasked.json().code]).toEqual([409, 'supplement.not_asked'])
    const receiver = await world.context('vtd-receiver')
    await receiveDossier(receiver, { id: dossier.id })
    await requestSupplement(receiver, {
      id: dossier.id,
      reason: 'Ảnh mờ, không đọc được.',
      items: [{ text: 'Chụp lại giấy chứng sinh' }],
    })
    const sent = await send('thach-rinh', `${url}/papers`, { 'lai.pdf': smallPdf }, 'bo-sung-1')
    expect(sent.statusCode).toBe(201)
    const supplied = await world.as('thach-rinh').post(`${url}/supplement`, { answer: 'Xin gửi lại' })
    expect(supplied.json()).toMatchObject({ state: 'received' })
    const early = await world.as('thach-rinh').post(`${url}/rating`, { stars: 5 })
    expect([early.statusCode, early.json().code]).toEqual([409, 'rating.too_early'])
    const withdrawn = await world.as('thach-rinh').post(`${url}/withdrawal`, { reason: 'Đã nộp ở nơi khác' })
    expect(withdrawn.json()).toMatchObject({ state: 'withdrawn', closingReason: 'Đã nộp ở nơi khác' })
    expect((await world.as('thach-rinh').post(`${url}/rating`, { stars: 4 })).statusCode).toBe(200)
  })

  test('is listed in pages that miss none and repeat none', async () => {
    const hanh = await world.context('hanh')
    const codes: string[] = []
    for (let minute = 0; minute < 5; minute++) codes.push((await fileBirth(hanh)).code)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`
      const { items, next } = (await world.as('hanh').get(`/api/my/dossiers?limit=2${query}`)).json()
      seen.push(...items.map((each: { code: string }) => each.code))
      cursor = next
    }
    expect(seen.toSorted()).toEqual(codes.toSorted())
  })
})

describe('the look-up without an account', () => {
  const lookUp = (code: string, phone: string, ip = '10.0.0.1') =>
    world.app.inject({ url: '/api/public/dossiers', query: { code, phone }, remoteAddress: ip })

  test('shows where a dossier is for the whole number or its last four digits, and nothing of the person', async () => {
    const dossier = await fileBirth(await world.context('kim-sanh'))
    const { applicantPhone } = dossier
    if (!applicantPhone) throw new Error('The sample person has a phone')
    for (const phone of [applicantPhone, applicantPhone.slice(-4)]) {
      const reply = await lookUp(` ${dossier.code.toLowerCase()} `, phone)
      expect(reply.json()).toMatchObject({ code: dossier.code, state: 'registered', maskedName: 'Kim S.' })
      expect(reply.body).not.toContain('Sanh')
      expect(reply.body).not.toContain(applicantPhone)
    }
  })

  test('says the same of a wrong code and of a wrong phone', async () => {
    const dossier = await fileBirth(await world.context('ly-quoc'))
    const wrongPhone = await lookUp(dossier.code, '0000', '10.0.0.2')
    const wrongCode = await lookUp('000.00.00.H04-241120-9999', '0010', '10.0.0.2')
    const words = ({ statusCode, json }: Awaited<ReturnType<typeof lookUp>>) => {
      const { code, message } = json()
      return { statusCode, code, message }
    }
    expect(words(wrongPhone)).toEqual(words(wrongCode))
    expect(wrongPhone.statusCode).toBe(422)
  })

  test('stops an address that guesses, and lets it go on after the minute', async () => {
    const tries: number[] = []
    for (let n = 0; n < 11; n++) tries.push((await lookUp('x', '0000', '10.0.0.3')).statusCode)
    expect(tries).toEqual([...Array(10).fill(422), 429])
    expect((await lookUp('x', '0000', '10.0.0.4')).statusCode).toBe(422)
    world.at('2024-11-20T09:43:30+07:00')
    expect((await lookUp('x', '0000', '10.0.0.3')).statusCode).toBe(422)
  })

  test('stops the guessing of one dossier from many addresses, and still opens it to the whole number', async () => {
    const dossier = await fileBirth(await world.context('ly-quoc'))
    const guess = (n: number) => lookUp(dossier.code, String(9000 + n), `10.1.0.${n}`)
    for (let n = 0; n < 30; n++) expect((await guess(n)).statusCode).toBe(422)
    expect((await guess(30)).json()).toMatchObject({ code: 'lookup.guessed' })
    const { applicantPhone } = dossier
    expect((await lookUp(dossier.code, applicantPhone ?? '', '10.1.1.1')).statusCode).toBe(200)
  })
})
