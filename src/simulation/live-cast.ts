import { randomUUID } from 'node:crypto'
import { localDate } from '#platform/calendar/index.ts'
import type { Context } from '#platform/context.ts'
import type { Actor } from '#platform/permissions.ts'
import type { House } from '../house.ts'
import type { RoleName } from '../systems/administration/index.ts'
import { type Books, openBooks } from '../systems/dossiers/index.ts'
import { roles, sessionCookie, startSession } from '../systems/identity/index.ts'
import { type Demand, demandOf } from './demand.ts'
import { type Staff, staffOffices } from './officers.ts'
import { areaWeights, drawArea, type Person, type Population, people } from './people.ts'
import type { SimulationFacts } from './province-file.ts'
import { type Random, whole } from './random.ts'

/** Everybody who acts in the live province. */
export type Cast = {
  readonly random: Random
  readonly books: Books
  readonly demand: Demand
  /** The published part of the dossiers that come online. */
  readonly onlineShare: number
  readonly staff: Staff
  readonly person: () => Person
  /** The Context of an officer of that role at that desk. */
  readonly officer: (agencyId: string, role: string) => Context
  /** The Context of a citizen who has just signed in. */
  readonly citizen: (person: Person) => Promise<Context>
}

/** Where the accounts of made-up citizens come from; no sign-in provider bears this name. */
const ISSUER = 'urn:tinh-so:simulation'

/** Calls the people of the province together. */
export async function openCast(
  house: House,
  { facts, random }: { facts: SimulationFacts; random: Random },
): Promise<Cast> {
  const ctx = house.contextFor('simulate')
  const books = await openBooks(ctx)
  const area = drawArea(areaWeights(books.areas, facts))
  const population: Population = people(books.areas, facts)
  const agencyIds = books.agencies.map((agency) => agency.id)
  const staff = await staffOffices(ctx.db, { agencyIds, on: localDate(ctx.now()) })
  return {
    random,
    books,
    demand: demandOf(books),
    onlineShare: facts.published.online / facts.published.received,
    staff,
    person() {
      const areaCode = area(random)
      return population.person(areaCode, whole(random, 0, population.size(areaCode) - 1))
    },
    officer(agencyId, role) {
      const { id, name } = staff(random, agencyId, role)
      return { ...ctx, requestId: randomUUID(), actor: actorOf({ id, name, agencyId }, role) }
    },
    citizen: (person) => signIn(house, person),
  }
}

/** The grants of the role at this one desk: what a page would give an officer in that post. */
function actorOf(
  { id, name, agencyId }: { id: string; name: string; agencyId: string },
  role: string,
): Actor {
  const post = (role === 'returner' ? 'receiver' : role) as RoleName
  const permissions = roles[post].flatMap((grant) => grant.permissions)
  const grant = { role: post, agencyIds: new Set([agencyId]), permissions: new Set(permissions) }
  return { kind: 'officer', id, name, agencyId, grants: [grant] }
}

async function signIn(house: House, person: Person): Promise<Context> {
  const visitor = await house.contextOf({ id: randomUUID(), cookies: {} })
  const { token } = await startSession(visitor, {
    person: {
      kind: 'citizen',
      issuer: ISSUER,
      subject: person.id,
      fullName: person.name,
      identityNumber: person.identityNumber,
      birthOn: person.birthOn,
      sex: person.sex,
      ethnicity: person.ethnicity,
      address: person.address,
      areaCode: person.areaCode,
      phone: person.phone,
      email: null,
      identityLevel: 2,
    },
  })
  return house.contextOf({ id: randomUUID(), cookies: { [sessionCookie]: token } })
}
