import type { Connection } from '#platform/database/database.ts'
import type { ReorganisationFile } from '../../administration/index.ts'
import { countWaitingPapers, findKeyedAgencies } from '../../signing/index.ts'

/** An agency that a reorganisation makes and that cannot sign yet; `papers` wait for its key. */
export type Unkeyed = { readonly id: string; readonly name: string; readonly papers: number }

/**
 * The new agencies that take over from one which signed, or for which papers wait, and have no key of their own: a seal and
 * a certificate do not pass to a successor. Those for which most papers wait come first.
 */
export async function listUnkeyed(db: Connection, { agencies }: ReorganisationFile): Promise<Unkeyed[]> {
  const keyed = await findKeyedAgencies(db)
  const waiting = await countWaitingPapers(db)
  const heirs = new Set(
    agencies.end
      .filter(({ code }) => keyed.has(code))
      .flatMap(({ successor, byArea = {}, byField = {} }) => [
        successor,
        ...Object.values(byArea),
        ...Object.values(byField),
      ]),
  )
  return agencies.add
    .filter(({ code }) => keyed.get(code) !== true && (heirs.has(code) || waiting.has(code)))
    .map(({ code, name }) => ({ id: code, name, papers: waiting.get(code) ?? 0 }))
    .sort((a, b) => b.papers - a.papers)
}
