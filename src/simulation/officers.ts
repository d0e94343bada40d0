import type { Connection } from '#platform/database/database.ts'
import { officersOf } from '../systems/administration/index.ts'
import { fullName } from './names.ts'
import { pick, type Random, seeded } from './random.ts'

export type SimulatedOfficer = { readonly kind: 'officer'; readonly id: string; readonly name: string }

/** Who does the work of a role in an agency. */
export type Staff = (random: Random, agencyId: string, role: string) => SimulatedOfficer

const EACH_ROLE = 3
const MADE_UP = 'simulated:officer:'

/**
 * Staffs the offices: the officers who serve there and, where nobody has been appointed yet, made-up ones whose id says
 * so. They are in no directory and cannot sign in.
 */
export async function staffOffices(
  db: Connection,
  { agencyIds, on }: { agencyIds: readonly string[]; on: string },
): Promise<Staff> {
  const inPost = await officersOf(db, { agencyIds, on })
  const offices = new Map<string, SimulatedOfficer[]>()
  for (const { id, fullName: name, agencyId, role } of inPost) {
    const key = `${agencyId}:${role}`
    offices.set(key, [...(offices.get(key) ?? []), { kind: 'officer', id, name }])
  }
  return (random, agencyId, role) => {
    const post = role === 'returner' ? 'receiver' : role
    const key = `${agencyId}:${post}`
    const staff =
      offices.get(key) ?? Array.from({ length: EACH_ROLE }, (_, index) => madeUp(`${key}:${index + 1}`))
    offices.set(key, staff)
    return pick(random, staff)
  }
}

/** Whom a dossier may be given to: made-up officers are in no directory, so it waits for their agency as a whole. */
export function assignable({ id, name }: SimulatedOfficer): { id: string; name: string } | null {
  return id.startsWith(MADE_UP) ? null : { id, name }
}

function madeUp(key: string): SimulatedOfficer {
  const random = seeded(`officer ${key}`)
  const name = fullName(random, random() < 0.93 ? 'Kinh' : 'Khmer', random() < 0.5 ? 'male' : 'female')
  return { kind: 'officer', id: MADE_UP + key, name }
}
