import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runDueJobs } from '#platform/jobs/jobs.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import { notificationTasks } from './jobs.ts'
import { maskEmail } from './queries.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const mailFrom = 'Tỉnh Số <khong-tra-loi@tinhso.example>'

type Answer = Pick<SMTPServerOptions, 'onRcptTo'>

/** A mail server of this machine that keeps what it takes. */
async function startServer(answer: Answer = {}) {
  const taken: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    ...answer,
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        taken.push(Buffer.concat(parts).toString())
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    taken,
    smtpUrl: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

/** A message with its job, as the reader leaves them. */
async function queueMessage(): Promise<string> {
  const id = randomUUID()
  const notificationId = randomUUID()
  const createdAt = world.now()
  await world.db
    .insertInto('notifications.notification')
    .values({
      id: notificationId,
      eventEpoch: 1,
      eventId: Math.floor(performance.now() * 1000),
      recipientKind: 'citizen',
      recipientId: randomUUID(),
      dossierId: randomUUID(),
      kind: 'received',
      facts: '{}',
      link: '/ho-so/x',
      createdAt,
    })
    .execute()
  await world.db
    .insertInto('notifications.message')
    .values({
      id,
      notificationId,
      recipient: 'lan@congdan.example',
      subject: 'Đã nhận hồ sơ, hẹn trả trước 17:00',
      body: 'Kính chào Nguyễn Thị Lan,\n\nHồ sơ đã được nhận.',
      createdAt,
    })
    .execute()
  await world.owner.query("select graphile_worker.add_job('notification.send', $1)", [{ messageId: id }])
  return id
}

type Mode = { readonly smtpUrl: string | null; readonly sandbox?: boolean }

function work({ smtpUrl, sandbox = false }: Mode): Promise<void> {
  return runDueJobs(world.owner, notificationTasks({ smtpUrl, sandbox, mailFrom }), world.house.contextFor)
}

/** The waiting time of the queue passes. The queue writes a failure down a moment after it has told of it. */
async function wait(): Promise<void> {
  const locked = 'select 1 from graphile_worker._private_jobs where locked_at is not null'
  while ((await world.owner.query(locked)).rowCount) await delay(5)
  await world.owner.query('update graphile_worker._private_jobs set run_at = now()')
}

function stateOf(id: string) {
  return world.db
    .selectFrom('notifications.message')
    .select(['state', 'channel', 'attempts', 'lastError', 'sentAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

describe('an e-mail', () => {
  test('is sent with its letters whole, and the log says so', async () => {
    const server = await startServer()
    const id = await queueMessage()
    await work(server)
    await server.stop()
    expect(await stateOf(id)).toMatchObject({ state: 'sent', channel: 'email', attempts: 1 })
    const [mail] = server.taken
    expect(mail).toContain(`Message-ID: <${id}@tinh-so>`)
    expect(mail).toContain('Auto-Submitted: auto-generated')
    expect(mail).toMatch(/To: lan@congdan\.example/)
    expect(await world.eventNames(id)).toEqual(['message.sent'])
  })

  test('that the server puts off is tried again and arrives once', async () => {
    let refusals = 2
    const server = await startServer({
      onRcptTo(_address, _session, done) {
        refusals -= 1
        done(
          refusals >= 0
            ? Object.assign(new Error('Try later lan@congdan.example'), { responseCode: 451 })
            : null,
        )
      },
    })
    const id = await queueMessage()
    for (const attempts of [1, 2]) {
      await work(server)
      const state = await stateOf(id)
      expect(state).toMatchObject({ state: 'queued', attempts, sentAt: null })
      expect(state.lastError).toContain('Try later (địa chỉ)')
      await wait()
    }
    await work(server)
    await server.stop()
    expect(await stateOf(id)).toMatchObject({ state: 'sent', attempts: 3, lastError: null })
    expect(server.taken).toHaveLength(1)
  })

  test('is kept while the server is down, and sent when it is back', async () => {
    const gone = await startServer()
    await gone.stop()
    const id = await queueMessage()
    await work(gone)
    expect(await stateOf(id)).toMatchObject({ state: 'queued', attempts: 1 })
    const back = await startServer()
    await wait()
    await work(back)
    await back.stop()
    expect((await stateOf(id)).state).toBe('sent')
  })

  test('to an address that does not exist fails at once, and the log names no address', async () => {
    const server = await startServer({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('No such user lan@congdan.example'), { responseCode: 550 })),
    })
    const id = await queueMessage()
    await work(server)
    await server.stop()
    expect(await stateOf(id)).toMatchObject({ state: 'failed', attempts: 1 })
    expect(await world.eventNames(id)).toEqual(['message.failed'])
    const { rows } = await world.owner.query('select data from platform.event where subject_id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain('lan@congdan.example')
  })

  test('is given up after 72 hours', async () => {
    world.at('2024-11-20T08:00+07:00')
    const id = await queueMessage()
    world.at('2024-11-23T08:01+07:00')
    await work({ smtpUrl: 'smtp://127.0.0.1:9' })
    expect((await stateOf(id)).state).toBe('failed')
  })

  test('stays in the outbox of the sandbox, and waits in real life until a server is set', async () => {
    const waiting = await queueMessage()
    await work({ smtpUrl: null })
    expect(await stateOf(waiting)).toMatchObject({ state: 'queued', attempts: 1 })
    await wait()
    await work({ smtpUrl: null, sandbox: true })
    expect(await stateOf(waiting)).toMatchObject({ state: 'sent', channel: 'outbox', attempts: 2 })
  })

  test('that was sent is not sent again by a job that comes twice', async () => {
    const server = await startServer()
    const id = await queueMessage()
    await work(server)
    await world.owner.query("select graphile_worker.add_job('notification.send', $1)", [{ messageId: id }])
    await work(server)
    await server.stop()
    expect(server.taken).toHaveLength(1)
  })
})

test('an address in a list tells the domain and not the person', () => {
  expect(maskEmail('lan@congdan.example')).toBe('la•••@congdan.example')
})
