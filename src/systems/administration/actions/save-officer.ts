import type { Context } from '#platform/context.ts'
import type { Transaction } from '#platform/database/database.ts'
import { notFound, Refusal } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { mayUse } from '#platform/permissions.ts'
import { administrationEvents } from '../events.ts'
import { difference, revisionOf } from '../province-rows.ts'
import { mustBeCurrent } from '../rules.ts'
import type { Officer, OfficerChange, OfficerInput } from '../schema.ts'
import { findOfficerForUpdate, findSubjectHolder, lockAdministration, saveOfficer } from '../store.ts'

/** Registers an officer. The employee code and the sign-in name belong to one officer only. */
export async function addOfficer(ctx: Context, input: OfficerInput): Promise<Officer> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    mayUse(ctx.actor, 'officer.manage')
    return writeOfficer(tx, ctx, { input })
  })
}

/** Corrects an officer; a field left out of the input becomes empty. */
export async function changeOfficer(
  ctx: Context,
  id: string,
  { revision, ...input }: OfficerChange,
): Promise<Officer> {
  return ctx.db.transaction().execute(async (tx) => {
    await lockAdministration(tx)
    const before = await findOfficerForUpdate(tx, { id })
    mayUse(ctx.actor, 'officer.manage')
    if (!before) throw notFound('officer.not_found', 'Không có cán bộ này. Hãy tìm lại trong danh sách.')
    mustBeCurrent(revisionOf(before), revision)
    return writeOfficer(tx, ctx, { input, before })
  })
}

/** Writes a new or changed officer with its event; the caller holds the lock and has asked permission. */
export async function writeOfficer(
  tx: Transaction,
  ctx: Context,
  { input, before }: { input: OfficerInput; before?: Officer | undefined },
): Promise<Officer> {
  const officer: Officer = {
    id: before?.id ?? newId(),
    employeeCode: input.employeeCode,
    fullName: input.fullName,
    email: input.email ?? null,
    phone: input.phone ?? null,
    subject: input.subject ?? null,
  }
  const changes = before ? difference(before, officer) : undefined
  if (before && !changes) return before
  await mustBeFree(tx, officer)
  await saveOfficer(tx, officer, ctx.now())
  const { id: officerId, employeeCode, fullName } = officer
  const subjectId = `officer:${officerId}`
  if (changes) {
    const data = { officerId, fields: Object.keys(changes.after) }
    await administrationEvents.append(tx, ctx, { name: 'officer.changed', subjectId, data })
  } else {
    const data = { officerId, employeeCode, fullName }
    await administrationEvents.append(tx, ctx, { name: 'officer.added', subjectId, data })
  }
  return officer
}

async function mustBeFree(tx: Transaction, { id, employeeCode, subject }: Officer): Promise<void> {
  const namesake = await findOfficerForUpdate(tx, { employeeCode })
  if (namesake && namesake.id !== id) {
    throw new Refusal(409, 'officer.exists', 'Mã cán bộ này đã có. Hãy tìm cán bộ trong danh sách.', {
      employeeCode: 'Mã này đã có',
    })
  }
  if (subject === null) return
  const holder = await findSubjectHolder(tx, subject)
  if (holder !== undefined && holder !== id) {
    throw new Refusal(409, 'officer.subject_taken', 'Tài khoản đăng nhập này đã gắn với cán bộ khác.', {
      subject: 'Chọn tài khoản chưa gắn với ai',
    })
  }
}
