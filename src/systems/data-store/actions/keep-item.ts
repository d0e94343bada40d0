import { localDate, localInstant } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { addJob } from '#platform/jobs/jobs.ts'
import { dataStoreEvents } from '../events.ts'
import type { Kind } from '../kinds.ts'
import { itemName, lastDay } from '../rules.ts'
import type { Item, Source } from '../schema.ts'
import { findTwin, insertItem, lockItemOf, openStore, saveFile } from '../store.ts'
import { resumeItem } from './suspend-item.ts'

/** What goes into the store of a person; the file is checked and on disk, its row in `platform.file` written. */
export type NewItem = {
  readonly owner: { readonly identityNumber: string; readonly name: string }
  readonly kind: Kind
  /** The name of the paper as its procedure or result has it; the kind's when left out. */
  readonly paperName?: string
  readonly file: { readonly hash: string; readonly type: string; readonly size: number }
  readonly originalHash?: string | null
  readonly source: Source
  readonly sourceId?: string
  readonly dossier?: { readonly id: string; readonly code: string; readonly agencyId: string } | undefined
  readonly number?: string
  /** yyyy-MM-dd */
  readonly issuedOn?: string
  /** An officer has compared it with the paper. */
  readonly certified?: boolean
  readonly simulated?: boolean
}

/**
 * Lưu vào kho dữ liệu của tổ chức, cá nhân, in the transaction that made the paper. The same bytes are kept once: then the
 * item that stands is given back. What comes again from the same source, signed since, takes the new bytes and is offered
 * again if it was held back. An end of validity is a job.
 */
export async function keepItem(tx: Transaction, ctx: Context, item: NewItem): Promise<Item> {
  const at = ctx.now()
  const { owner, kind, file, dossier, source } = item
  const storeId = await openStore(tx, { ...owner, at })
  const originalHash = item.originalHash ?? null
  const same = item.sourceId && (await lockItemOf(tx, item.sourceId))
  if (same) {
    if (same.fileHash !== file.hash) await saveFile(tx, same.id, file)
    if (same.state === 'suspended') await resumeItem(tx, ctx, same)
    return same
  }
  const twin = await findTwin(tx, { storeId, hash: file.hash, originalHash, source })
  if (twin) return twin
  const paperName = item.paperName ?? kind.name
  const issuedOn = item.issuedOn ?? null
  const validTo = issuedOn === null ? null : (lastDay(issuedOn, kind.months) ?? null)
  const kept = await insertItem(tx, {
    id: newId(),
    storeId,
    kind: kind.id,
    paperName,
    name: itemName(paperName, owner.name, at),
    fileHash: file.hash,
    type: file.type,
    size: file.size,
    originalHash,
    source,
    sourceId: item.sourceId ?? null,
    agencyId: dossier?.agencyId ?? null,
    dossierId: dossier?.id ?? null,
    dossierCode: dossier?.code ?? null,
    number: item.number ?? null,
    issuedOn,
    validTo,
    state: 'valid',
    ...(item.certified
      ? { certifiedBy: ctx.actor.id, certifiedByName: ctx.actor.name, certifiedAt: at }
      : {}),
    simulated: item.simulated ?? false,
    createdAt: at,
  })
  await dataStoreEvents.append(tx, ctx, {
    name: 'data-store.kept',
    subjectId: storeId,
    agencyId: dossier?.agencyId ?? null,
    simulated: item.simulated ?? false,
    data: { itemId: kept.id, kind: kind.id, source, dossierId: dossier?.id ?? null },
  })
  if (validTo !== null && validTo >= localDate(at)) {
    const runAt = new Date(localInstant(validTo, '00:00').getTime() + 24 * 3_600_000)
    await addJob(tx, 'data-store.expire-item', { payload: { id: kept.id }, runAt })
  }
  return kept
}
