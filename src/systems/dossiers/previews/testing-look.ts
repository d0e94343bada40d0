import type { Context } from '#platform/context.ts'
import type { World } from '../../../../tests/world.ts'
import { type SlipSetting, slipSettingOf } from '../slips/setting.ts'
import type { Dossier } from '../store.ts'
import { openPreview } from './actions/open-preview.ts'
import { prepareDraft } from './actions/prepare-result.ts'
import { prepareSlip } from './actions/prepare-slip.ts'
import { prepareVersion } from './actions/prepare-version.ts'
import { signPreview } from './actions/sign-preview.ts'
import type { SlipWork } from './store.ts'

/** Looks at what was prepared, and signs it. */
export async function lookAndSign(
  ctx: Context,
  setting: SlipSetting,
  { id, previewId }: { readonly id: string; readonly previewId: string },
): Promise<Dossier> {
  const seen = await openPreview(ctx, setting, { dossierId: id, previewId })
  return signPreview(ctx, { id, previewId, seen })
}

type Looking = { readonly who: string; readonly id: string }
type Prepare = (ctx: Context, id: string) => Promise<string>

async function looked(world: World, { who, id }: Looking, prepare: Prepare): Promise<Dossier> {
  const ctx = await world.context(who)
  const setting = await slipSettingOf(world.config)()
  return lookAndSign(ctx, setting, { id, previewId: await prepare(ctx, id) })
}

/** A leader looks at the draft of the result and approves it. */
export function approveLooked(
  world: World,
  { resultName, ...of }: Looking & { readonly resultName: string },
) {
  return looked(world, of, (ctx, id) => prepareDraft(ctx, { id, resultName }))
}

/** An officer looks at a slip and signs it. */
export function signLooked(world: World, { work, ...of }: Looking & { readonly work: SlipWork }) {
  return looked(world, of, (ctx, id) => prepareSlip(ctx, { id, work }))
}

/** A leader looks at a copy of a result and issues it. */
export function copyLooked(world: World, { resultId, ...of }: Looking & { readonly resultId: string }) {
  const work = { form: 'copy', resultId, reason: 'Bản chính bị mất' } as const
  return looked(world, of, (ctx, id) => prepareVersion(ctx, { id, work }))
}
