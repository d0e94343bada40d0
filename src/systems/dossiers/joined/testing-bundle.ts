import type { Context } from '#platform/context.ts'
import type { World } from '../../../../tests/world.ts'
import { attachPaper } from '../actions/attach-paper.ts'
import { saveDraft, startDraft } from '../actions/edit-draft.ts'
import { handOver } from '../actions/move-dossier.ts'
import { receiveDossier } from '../actions/receive-dossier.ts'
import { solveDossier } from '../actions/solve-dossier.ts'
import { submitDraft } from '../actions/submit-dossier.ts'
import type { Dossier } from '../store.ts'
import { birthAnswers, smallPdf } from '../testing-birth.ts'
import { listLegs } from './read.ts'

/** A complete answer to the joint form of birth, residence and insurance card. */
export const bundleAnswers = {
  ...birthAnswers,
  newArea: '31837',
  newAddress: 'Ấp Biển Tây A',
  housingPaper: 'land-certificate',
  headIs: 'applicant',
  hospital: 'Trạm Y tế xã Vĩnh Trạch Đông',
}

const casts = new WeakMap<World, Map<string, Promise<Context>>>()

/** The context of a person, made once: a world that moves on by days would find the session expired. */
export function actingAs(world: World, key: string): Promise<Context> {
  const cast = casts.get(world) ?? new Map<string, Promise<Context>>()
  casts.set(world, cast)
  const known = cast.get(key) ?? world.context(key)
  cast.set(key, known)
  return known
}

/** Files the birth bundle as the citizen of the context, with its one paper. */
export async function fileBundle(ctx: Context): Promise<Dossier> {
  const draft = await startDraft(ctx, { procedureCode: '2.000986' })
  await saveDraft(ctx, { id: draft.id, data: bundleAnswers })
  const paperId = 'giay-chung-sinh-hoac-van-ban-cua-nguoi-lam-chung'
  await attachPaper(ctx, { id: draft.id, paperId, name: 'Giấy chứng sinh.pdf', bytes: smallPdf })
  return submitDraft(ctx, { id: draft.id })
}

/** Files and receives it; the legs that come first have begun. */
export async function runningBundle(world: World): Promise<Dossier> {
  const { id } = await fileBundle(await actingAs(world, 'thach-rinh'))
  return receiveDossier(await actingAs(world, 'vtd-receiver'), { id })
}

/** The leg of a whole by its id in the bundle; it must have begun. */
export async function legOf(world: World, whole: Pick<Dossier, 'id'>, legId: string): Promise<Dossier> {
  const leg = (await listLegs(world.db, whole.id)).find((each) => each.legId === legId)
  if (!leg) throw new Error(`The leg ${legId} has not begun`)
  return leg
}

/** Who works on each leg, in the order of its steps after reception; the last one enters the result. */
export const hands: Readonly<Record<string, readonly string[]>> = {
  'khai-sinh': ['vtd-specialist', 'vtd-leader', 'vtd-clerk'],
  'thuong-tru': ['vtd-ca-specialist', 'vtd-ca-leader', 'vtd-ca-clerk'],
  'the-bhyt': ['bhxh-specialist', 'bhxh-leader', 'bhxh-clerk'],
}

const resultNames: Readonly<Record<string, string>> = {
  'khai-sinh': 'Giấy khai sinh',
  'thuong-tru': 'Thông báo kết quả đăng ký thường trú',
  'the-bhyt': 'Thẻ bảo hiểm y tế',
}

/** Takes a leg to the desk of the one who enters the result. */
export async function bringToResult(world: World, whole: Dossier, legId: string): Promise<Dossier> {
  let leg = await legOf(world, whole, legId)
  for (const who of (hands[legId] ?? []).slice(leg.stepIndex - 1, -1)) {
    leg = await handOver(await actingAs(world, who), { id: leg.id })
  }
  return leg
}

/** Takes a leg to its result. */
export async function solveLeg(world: World, whole: Dossier, legId: string): Promise<Dossier> {
  const leg = await bringToResult(world, whole, legId)
  const clerk = await actingAs(world, hands[legId]?.at(-1) ?? '')
  const resultName = resultNames[legId] ?? legId
  return solveDossier(clerk, { id: leg.id, resultName, resultNumber: `${leg.codeTail.slice(-1)}/2024` })
}
