import type { Connection } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { findArea, getAgency, listAgencies } from '../administration/index.ts'
import type { ProcedureFile } from '../procedures/index.ts'

export type Level = ProcedureFile['levels'][number]

/** Who solves, who takes in, and under whose identifier the dossier is numbered. */
export type Competence = {
  readonly agencyId: string
  readonly receptionAgencyId: string
  readonly identifier: string
  readonly areaCode: string | null
}

/**
 * Thẩm quyền giải quyết: the agency of the level that the procedure names, in the commune of the citizen. The lowest
 * level is the usual one; only areas and agencies that exist on the day count. Refuses with 422 a commune that is missing
 * or unknown where the level needs one.
 */
export async function competenceFor(
  db: Connection,
  procedure: ProcedureFile,
  { areaCode, level, on }: { areaCode: string | null; level?: Level | undefined; on: string },
): Promise<Competence> {
  const chosen = level ?? lowestLevel(procedure)
  const byLevel = procedure.agencyByLevel
  if (chosen === 'province' && byLevel.province)
    return competenceOf(db, { agencyId: byLevel.province, areaCode, on })
  if (!procedure.levels.includes(chosen))
    throw wrongPlace('Thủ tục không giải quyết ở cấp này. Hãy chọn cấp khác.')
  const commune = areaCode === null ? undefined : await findArea(db, areaCode, on)
  if (commune?.level !== 3 || !holdsOn(commune, on))
    throw wrongPlace('Hãy chọn xã, phường, thị trấn nơi giải quyết.')
  const area = chosen === 'district' ? commune.parentCode : commune.code
  const kind = chosen === 'district' ? 'district-committee' : (byLevel.commune ?? 'commune-committee')
  const [agency] = await listAgencies(db, { kind, areaCode: area ?? '', validOn: on, limit: 1 })
  if (!agency)
    throw wrongPlace('Nơi này chưa có cơ quan giải quyết thủ tục. Hãy chọn xã, phường khác hoặc gọi 1022.')
  return competenceOf(db, { agencyId: agency.id, areaCode, on })
}

/** The competence of a known agency: its one-stop desk is that of its area. Refuses with 422 one that exists no more. */
export async function competenceOf(
  db: Connection,
  { agencyId, areaCode, on }: { agencyId: string; areaCode: string | null; on: string },
): Promise<Competence> {
  const agency = await getAgency(db, agencyId)
  if (!holdsOn(agency, on))
    throw wrongPlace(`${agency.name} không còn tiếp nhận hồ sơ. Hãy chọn lại nơi giải quyết.`)
  const desks = await listAgencies(db, { kind: 'one-stop', areaCode: agency.areaCode, validOn: on, limit: 1 })
  const reception = desks[0] ?? agency
  const identifier = reception.identifier ?? agency.identifier
  if (identifier === null) throw new Error(`Neither ${agency.id} nor its one-stop desk has an identifier`)
  return { agencyId: agency.id, receptionAgencyId: reception.id, identifier, areaCode }
}

function holdsOn({ validFrom, validTo }: { validFrom: string; validTo: string | null }, on: string): boolean {
  return validFrom <= on && (validTo === null || validTo >= on)
}

export function lowestLevel(procedure: ProcedureFile): Level {
  const order: readonly Level[] = ['commune', 'district', 'province']
  return order.find((level) => procedure.levels.includes(level)) ?? 'province'
}

function wrongPlace(message: string): Refusal {
  return new Refusal(422, 'dossier.place_unknown', message, { areaCode: message })
}
