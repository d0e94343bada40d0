import type { Context } from '#platform/context.ts'
import { isRefusal } from '#platform/errors.ts'
import type { World } from '../../../../tests/world.ts'
import {
  confirmPayment,
  type Dossier,
  handOver,
  receiveDossier,
  refuseDossier,
  registerAtCounter,
  requestPayment,
  requestSupplement,
  returnResult,
  saveDraft,
  solveDossier,
  startDraft,
  stopDossier,
  submitDraft,
  supplyDossier,
  withdrawDossier,
} from '../../dossiers/index.ts'

/** Procedures of the three levels, with a limit in days, in hours and without one, that need no paper. */
const procedures = ['1.004223', '1.004944', '2.000751', '1.001266', '2.001159', '1.010827']
const areas = ['31816', '31837', '31846', '31903']

const answers = {
  applicantName: 'Lâm Thị Sen',
  applicantIdentityNumber: '095000000009',
  applicantAddress: 'Ấp Cây Dừa, xã Châu Hưng A, huyện Vĩnh Lợi',
  applicantPhone: '0900000009',
  onBehalfOf: 'self',
  subject: 'Đề nghị giải quyết',
  content: 'Đề nghị giải quyết theo quy định.',
  resultBy: 'counter',
  declaration: true,
}

type Walker = {
  readonly world: World
  readonly officer: Context
  readonly citizen: Context
  readonly next: () => number
}

/** Numbers in [0, 1) that a seed fixes (mulberry32), so that a failing walk can be walked again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Lets a province live: at each step the clock goes on by up to ninety minutes, alarms that are due ring, and a real action
 * is tried on a new or standing dossier. What the rules refuse is passed over, as in life. Call it again to go on.
 */
export async function openWalk(world: World, seed: number): Promise<(steps: number) => Promise<void>> {
  const walker = { world, officer: world.system(), citizen: await world.context('lan'), next: seeded(seed) }
  const ids: string[] = []
  return async (steps) => {
    for (let step = 0; step < steps; step++) {
      world.at(new Date(world.now().getTime() + Math.floor(walker.next() * 90 * 60_000)).toISOString())
      if (step % 20 === 19) await world.runJobs()
      if (ids.length < 3 || walker.next() < 0.15) ids.push((await begin(walker)).id)
      else await tryAction(walker, pick(walker, walker.next() < 0.7 ? ids.slice(-8) : ids))
    }
  }
}

function pick<T>({ next }: Walker, values: readonly T[]): T {
  const value = values[Math.floor(next() * values.length)]
  if (value === undefined) throw new Error('Nothing to pick from')
  return value
}

async function begin(walker: Walker): Promise<Dossier> {
  const procedureCode = pick(walker, procedures)
  const areaCode = pick(walker, areas)
  if (walker.next() < 0.6) {
    const draft = await startDraft(walker.citizen, { procedureCode })
    await saveDraft(walker.citizen, { id: draft.id, data: answers, areaCode })
    return submitDraft(walker.citizen, { id: draft.id })
  }
  const channel = walker.next() < 0.8 ? 'direct' : 'post'
  return fileAtCounter(walker.officer, { procedureCode, areaCode, channel })
}

type Filing = {
  readonly procedureCode?: string
  readonly areaCode?: string
  readonly channel?: 'direct' | 'post'
}

/** A dossier that a counter takes in; of a commune of the city, with a term of five days, unless told otherwise. */
export function fileAtCounter(
  officer: Context,
  { procedureCode = '1.004944', areaCode = '31816', channel = 'direct' }: Filing = {},
): Promise<Dossier> {
  return registerAtCounter(officer, {
    procedureCode,
    areaCode,
    applicant: { name: answers.applicantName },
    data: answers,
    channel,
    resultMethod: 'counter',
  })
}

const reason = 'Theo đề nghị trong hồ sơ'
const receiver = {
  identityNumber: answers.applicantIdentityNumber,
  relation: 'Người nhà',
  authority: 'Giấy ủy quyền',
}

/** Two times in three the dossier goes its way, else something happens to it. */
async function tryAction(walker: Walker, id: string): Promise<void> {
  const { officer, citizen } = walker
  const onward = [
    () => receiveDossier(officer, { id }),
    () => handOver(officer, { id }),
    () => solveDossier(officer, { id, resultName: 'Kết quả', resultNumber: 'KQ-1' }),
    () => returnResult(officer, { id, method: 'counter', handedTo: answers.applicantName, receiver }),
  ]
  const aside = [
    () => requestSupplement(officer, { id, items: [{ text: 'Bổ sung giấy tờ' }], reason }),
    () => supplyDossier(officer, { id, answer: 'Đã bổ sung' }),
    () => supplyDossier(officer, { id, answer: 'Đã bổ sung' }),
    () => requestPayment(officer, { id, amount: 100_000, reason }),
    () => confirmPayment(officer, { id }),
    () => confirmPayment(officer, { id }),
    () => refuseDossier(officer, { id, reason }),
    () => withdrawDossier(citizen, { id, reason }),
    () => stopDossier(officer, { id, reason, groundId: 'applicant-gone' }),
  ]
  for (const action of walker.next() < 0.67 ? onward : [pick(walker, aside)]) {
    if (await succeeds(action)) return
  }
}

async function succeeds(action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    if (isRefusal(error)) return false
    throw error
  }
}
