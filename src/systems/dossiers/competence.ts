import type { Connection } from '#platform/database/database.ts'
import { Refusal } from '#platform/errors.ts'
import { areaOn, findAgency, getAgency, listAgencies } from '../administration/index.ts'
import { type ProcedureFile, termsOn } from '../procedures/index.ts'

export type Level = ProcedureFile['levels'][number]

/** Who solves, who takes in, and under whose identifier the dossier is numbered. */
export type Competence = {
  readonly agencyId: string
  readonly receptionAgencyId: string
  readonly identifier: string
  readonly areaCode: string | null
  /** Taken in by another one-stop than that of the solving agency. */
  readonly filedElsewhere: boolean
}

/**
 * Thẩm quyền giải quyết: the agency of the level that the procedure names, in the commune of the citizen. The lowest
 * level is the usual one; only areas and agencies that exist on the day count; a commune that a reorganisation ended is
 * read as the one that took its place. Refuses with 422 one that is missing or unknown where the level needs one.
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
  const commune = areaCode === null ? undefined : await areaOn(db, areaCode, on)
  if (commune?.level !== 3) throw wrongPlace('Hãy chọn xã, phường, thị trấn nơi giải quyết.')
  const area = chosen === 'district' ? commune.parentCode : commune.code
  const kind = chosen === 'district' ? 'district-committee' : (byLevel.commune ?? 'commune-committee')
  const [agency] = await listAgencies(db, { kind, areaCode: area ?? '', validOn: on, limit: 1 })
  if (!agency)
    throw wrongPlace(
      'Nơi này chưa có cơ quan giải quyết thủ tục. Hãy chọn xã, phường khác hoặc gọi tổng đài của tỉnh.',
    )
  return competenceOf(db, { agencyId: agency.id, areaCode: commune.code, on })
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
  return {
    ...{ agencyId: agency.id, receptionAgencyId: reception.id, identifier, areaCode },
    filedElsewhere: false,
  }
}

/** Whether the law of a day lets every one-stop of the province take dossiers in (phi địa giới hành chính, NĐ 118/2025). */
export async function takenInAnywhere(db: Connection, on: string): Promise<boolean> {
  return (await termsOn(db, on)).reception === 'any'
}

/**
 * The same matter taken in at the one-stop that the citizen chose, which numbers it, hands it over to the competent
 * agency and hands out the result. That the code carries the identifier of the receiving desk is assumed: TT 03/2025 Điều
 * 13 was not seen word by word. Refuses with 422 a desk that is none or ended, and any other than the competent one while
 * the law of the day binds reception to the place.
 */
export async function takenInAt(
  db: Connection,
  competence: Competence,
  { deskId, on }: { deskId: string; on: string },
): Promise<Competence> {
  if (deskId === competence.receptionAgencyId) return competence
  if (!(await takenInAnywhere(db, on)))
    throw wrongDesk('Theo quy định của ngày nộp, hồ sơ nộp tại một cửa của nơi giải quyết. Hãy chọn nơi đó.')
  const desk = await findAgency(db, deskId)
  if (desk?.kind !== 'one-stop' || desk.identifier === null || !holdsOn(desk, on))
    throw wrongDesk('Nơi này không còn là một cửa của tỉnh. Hãy chọn nơi nộp khác.')
  return { ...competence, receptionAgencyId: desk.id, identifier: desk.identifier, filedElsewhere: true }
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

function wrongDesk(message: string): Refusal {
  return new Refusal(422, 'dossier.desk_unknown', message, { receptionAgencyId: message })
}
