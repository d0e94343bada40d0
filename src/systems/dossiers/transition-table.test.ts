import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import { openWorld, type World } from '../../../tests/world.ts'
import {
  confirmPayment,
  type Dossier,
  findDossier,
  handOver,
  receiveDossier,
  refuseDossier,
  requestPayment,
  requestSupplement,
  returnResult,
  solveDossier,
  stopDossier,
  supplyDossier,
  withdrawDossier,
} from './index.ts'
import { actingAs, legOf, runningBundle, solveLeg } from './joined/testing-bundle.ts'
import { transitions } from './rules.ts'
import { type DossierState, dossierStates } from './schema.ts'
import { fileBirth } from './testing-birth.ts'
import { transitionsPage, transitionTable, wholeTransitionTable } from './transition-table.ts'

let world: World
const contexts = new Map<string, Context>()
const people = ['thach-rinh', 'vtd-receiver', 'vtd-specialist', 'vtd-leader', 'vtd-clerk'] as const
beforeAll(async () => {
  world = await openWorld({ province: true })
  for (const key of people) contexts.set(key, await world.context(key))
})
afterAll(() => world[Symbol.asyncDispose]())

function as(key: (typeof people)[number]): Context {
  const ctx = contexts.get(key)
  if (!ctx) throw new Error(`${key} has not signed in`)
  return ctx
}

const reason = 'Thử một đường đi của hồ sơ'
const items = [{ text: 'Bản sao rõ hơn' }]

/** Who holds the dossier now, so that no try fails for want of a permission. */
function holder({ stepRole, state }: Dossier): Context {
  if (state === 'registered' || stepRole === 'receiver' || stepRole === 'returner') return as('vtd-receiver')
  if (stepRole === 'leader') return as('vtd-leader')
  return as(stepRole === 'clerk' ? 'vtd-clerk' : 'vtd-specialist')
}

/** What leads to each state; nothing leads back to the first. */
const towards: Readonly<Record<Exclude<DossierState, 'registered'>, (dossier: Dossier) => Promise<Dossier>>> =
  {
    received: async (dossier) => {
      const { id } = dossier
      if (dossier.state === 'awaiting-supplement' && dossier.receivedAt)
        return supplyDossier(as('thach-rinh'), { id, answer: reason })
      return receiveDossier(as('vtd-receiver'), { id })
    },
    refused: ({ id }) => refuseDossier(as('vtd-receiver'), { id, reason }),
    processing: (dossier) => {
      const { id, state } = dossier
      if (state === 'awaiting-payment') return confirmPayment(holder(dossier), { id })
      if (state === 'awaiting-supplement') return supplyDossier(as('thach-rinh'), { id, answer: reason })
      return handOver(holder(dossier), { id })
    },
    'awaiting-supplement': (dossier) => requestSupplement(holder(dossier), { id: dossier.id, items, reason }),
    'awaiting-payment': (dossier) =>
      requestPayment(holder(dossier), { id: dossier.id, amount: 8000, reason }),
    withdrawn: ({ id }) => withdrawDossier(as('thach-rinh'), { id, reason }),
    stopped: (dossier) =>
      stopDossier(holder(dossier), { id: dossier.id, groundId: 'applicant-gone', reason }),
    solved: (dossier) =>
      solveDossier(holder(dossier), {
        id: dossier.id,
        resultName: 'Giấy khai sinh',
        resultNumber: `${Math.floor(dossier.revision)}/2024`,
      }),
    returned: ({ id }) =>
      returnResult(as('vtd-receiver'), {
        id,
        method: 'counter',
        handedTo: 'Thạch Sô Rinh',
        receiver: { identityNumber: '095000000002' },
      }),
  }

async function through(dossier: Dossier, ...states: Exclude<DossierState, 'registered'>[]): Promise<Dossier> {
  let now = dossier
  for (const state of states) now = await towards[state](now)
  return now
}

const filed = () => fileBirth(as('thach-rinh'))

/** At the last step before its result: specialist, leader, clerk. */
async function atClerk(): Promise<Dossier> {
  const received = await through(await filed(), 'received')
  return through(received, 'processing', 'processing', 'processing')
}

/** A new dossier in each state. `next` chooses where in the process, as far as the transition needs it. */
async function dossierIn(state: DossierState, next?: DossierState): Promise<Dossier> {
  if (state === 'registered') return filed()
  if (state === 'received' || state === 'refused' || state === 'withdrawn')
    return through(await filed(), state)
  if (state === 'solved' || next === 'solved') {
    const atLast = await atClerk()
    return state === 'solved' ? through(atLast, 'solved') : atLast
  }
  if (state === 'returned') return through(await atClerk(), 'solved', 'returned')
  const received = await through(await filed(), 'received')
  if (state === 'awaiting-supplement' && next === 'received') return through(received, state)
  const processing = await through(received, 'processing')
  return state === 'processing' ? processing : through(processing, state)
}

/** Asked for a paper before it was taken in, and completed: it waits for its first answer again. */
async function completedBeforeReception(): Promise<Dossier> {
  const { id } = await through(await filed(), 'awaiting-supplement')
  return supplyDossier(as('thach-rinh'), { id, answer: reason })
}

describe('each of the hundred transitions', () => {
  test('that is allowed has its line in the table, and no other has', () => {
    const told = transitionTable.map(({ from, to }) => `${from} → ${to}`)
    const allowed = dossierStates.flatMap((from) => transitions[from].map((to) => `${from} → ${to}`))
    expect([...new Set(told)].sort()).toEqual([...allowed].sort())
    expect(allowed).toHaveLength(19)
  })

  test.each(transitionTable.map(({ from, to, event }) => [from, to, event] as const))(
    'from %s to %s is made by its action and told as %s',
    async (from, to, event) => {
      const asked = from === 'awaiting-supplement' && event === 'dossier.received'
      const dossier = asked ? await completedBeforeReception() : await dossierIn(from, to)
      expect(dossier.state).toBe(from)
      const told = await world.eventNames(dossier.id)
      const after = to === 'registered' ? dossier : await towards[to](dossier)
      expect(after.state).toBe(to)
      expect((await world.eventNames(dossier.id)).slice(told.length)).toContain(event)
    },
  )

  // Rule 8: what is asked for before reception is not taken in until it is answered.
  test('from awaiting-supplement to received is refused while the citizen has the next move', async () => {
    const asked = await through(await filed(), 'awaiting-supplement')
    await expect(receiveDossier(as('vtd-receiver'), { id: asked.id })).rejects.toMatchObject({
      status: 409,
      code: 'dossier.not_supplied',
    })
    expect(await findDossier(world.db, asked.id)).toEqual(asked)
  })

  test.each(dossierStates)('from %s to any other state is refused and leaves no trace', async (from) => {
    const dossier = await dossierIn(from)
    const forbidden = dossierStates.filter(
      (to) => to !== from && to !== 'registered' && !transitions[from].includes(to),
    )
    for (const to of forbidden as Exclude<DossierState, 'registered'>[]) {
      const refusal = await towards[to](dossier).then(
        () => undefined,
        (error: unknown) => error,
      )
      const status = isRefusal(refusal) ? refusal.status : undefined
      expect(status, `${from} → ${to}: ${String(refusal)}`).toBe(409)
      expect(await findDossier(world.db, dossier.id)).toMatchObject({
        state: from,
        revision: dossier.revision,
      })
    }
  })
})

/** What a leg of the birth bundle does, and what that does to the whole. */
describe('a joined dossier', () => {
  test('makes each of its transitions through its legs, and no other', async () => {
    const whole = await runningBundle(world)
    await solveLeg(world, whole, 'khai-sinh')
    const legs = { police: 'thuong-tru', insurer: 'the-bhyt' } as const
    const hand = { police: 'vtd-ca-specialist', insurer: 'bhxh-specialist' } as const
    const of = async (who: keyof typeof legs) => {
      const { id } = await legOf(world, whole, legs[who])
      return { ctx: await actingAs(world, hand[who]), id }
    }
    const ask = async (who: keyof typeof legs) => {
      const { ctx, id } = await of(who)
      await requestSupplement(ctx, { id, items, reason })
    }
    const bill = async (who: keyof typeof legs) => {
      const { ctx, id } = await of(who)
      await requestPayment(ctx, { id, amount: 8000, reason })
    }
    const paid = async (who: keyof typeof legs) => {
      const { ctx, id } = await of(who)
      await confirmPayment(ctx, { id })
    }
    const answered = async () => {
      await supplyDossier(await actingAs(world, 'thach-rinh'), { id: whole.id, answer: reason })
    }
    const seen: string[] = []
    for (const step of [
      () => bill('police'),
      () => ask('insurer'),
      answered,
      () => paid('police'),
      () => ask('police'),
      answered,
    ]) {
      const before = await findDossier(world.db, whole.id)
      const told = await world.eventNames(whole.id)
      await step()
      const after = await findDossier(world.db, whole.id)
      const events = (await world.eventNames(whole.id)).slice(told.length)
      seen.push(`${before?.state} → ${after?.state}: ${events[0]}`)
    }
    const table = wholeTransitionTable.map(({ from, to, event }) => `${from} → ${to}: ${event}`)
    expect([...seen].sort()).toEqual([...table].sort())
  })
})

test('the page of transitions is what the table says', async () => {
  expect(await readFile('docs/transitions.md', 'utf8')).toBe(transitionsPage())
})
