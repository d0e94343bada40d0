import { agencyOf, areaOf } from '../province-rows.ts'
import { dayBefore } from '../rules.ts'
import type { Agency, Area, Post } from '../schema.ts'
import { type Problem, problemsOf } from './problems.ts'
import type { ReorganisationFile } from './schema.ts'
import { type Succession, successionOf, successorOf } from './succession.ts'
import { holdsOn } from './validity.ts'

/** A post with the code by which the file may name its holder. */
export type HeldPost = Post & { readonly employeeCode: string; readonly officerName: string }

/** The province as it stands before: everything the plan is made of. */
export type ProvinceBefore = {
  readonly areas: readonly Area[]
  readonly agencies: readonly Agency[]
  /** Posts that hold on the day or begin after it. */
  readonly posts: readonly HeldPost[]
}

/** An officer's way: a post that ends and the one that follows, or a later post that is in the new agency from the start. */
export type PostMove = { readonly post: HeldPost; readonly agencyId: string; readonly way: PostWay }

/** `merged`: the officer has the same role in the same successor from another post already. */
type PostWay = 'succeeds' | 'in-place' | 'merged'

export type ReorganisationPlan = {
  readonly date: string
  /** The last day of what ends. */
  readonly lastDay: string
  readonly succession: Succession
  readonly endedAreas: readonly Area[]
  readonly newAreas: readonly Area[]
  readonly endedAgencies: readonly Agency[]
  readonly newAgencies: readonly Agency[]
  readonly posts: readonly PostMove[]
  /** Why it cannot be carried out; empty when it can. */
  readonly problems: readonly Problem[]
}

/** What a reorganisation makes of the province, without touching it. The same plan is shown dry and carried out. */
export function planReorganisation(before: ProvinceBefore, file: ReorganisationFile): ReorganisationPlan {
  const lastDay = dayBefore(file.date)
  const succession = successionOf(file)
  const areasThen = new Map(
    before.areas.filter((area) => holdsOn(area, lastDay)).map((area) => [area.code, area]),
  )
  const known = new Map(before.agencies.map((agency) => [agency.id, agency]))
  const endedAreas = file.areas.end.flatMap(({ code }) => areasThen.get(code) ?? [])
  const endedAgencies = file.agencies.end.flatMap(({ code }) => known.get(code) ?? [])
  return {
    date: file.date,
    lastDay,
    succession,
    endedAreas: endedAreas.map((area) => ({ ...area, validTo: lastDay })),
    newAreas: file.areas.add.map(areaOf),
    endedAgencies: endedAgencies.map((agency) => ({ ...agency, validTo: lastDay })),
    newAgencies: file.agencies.add.map(agencyOf),
    posts: planPosts(before.posts, file, succession),
    problems: problemsOf(before, file, lastDay),
  }
}

/** Same role, same title, in the successor; a placement of the file goes before the agency's own way. */
function planPosts(posts: readonly HeldPost[], file: ReorganisationFile, succession: Succession): PostMove[] {
  const placed = new Map((file.posts ?? []).map((each) => [`${each.employeeCode} ${each.from}`, each.to]))
  const taken = new Set(posts.map((post) => `${post.officerId} ${post.role} ${post.agencyId}`))
  return posts.flatMap((post): PostMove[] => {
    if (!succession.agencies.has(post.agencyId)) return []
    const agencyId =
      placed.get(`${post.employeeCode} ${post.agencyId}`) ?? successorOf(succession, post.agencyId)
    const key = `${post.officerId} ${post.role} ${agencyId}`
    const merged = taken.has(key)
    taken.add(key)
    return [{ post, agencyId, way: merged ? 'merged' : post.validFrom < file.date ? 'succeeds' : 'in-place' }]
  })
}
