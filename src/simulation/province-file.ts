import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import {
  Certainty,
  Day,
  dayExists,
  type FileProblem,
  readJson,
  refuseProblems,
} from '#platform/province/index.ts'
import { readAdministrationFiles } from '../systems/administration/index.ts'

const Share = Type.Number({ minimum: 0, maximum: 1 })
const Count = Type.Integer({ minimum: 0 })
const Weight = Type.Number({ exclusiveMinimum: 0 })
const Source = Type.String({ minLength: 1, maxLength: 300 })
const closed = { additionalProperties: false }

/**
 * What is known of a province, or taken for it, when its life is made up: the totals that it published, where dossiers
 * come late, where how many people live and of which communities. Districts are named by the code of their area.
 */
export const SimulationFacts = Type.Object(
  {
    /** Reached exactly when the same days are simulated; other periods get their part by working hours. */
    published: Type.Object(
      {
        from: Day,
        to: Day,
        received: Count,
        solved: Count,
        online: Count,
        source: Source,
        certainty: Certainty,
      },
      closed,
    ),
    lateness: Type.Object(
      {
        /** Each agency keeps to a share of its own between `least` and `least + spread`. */
        elsewhere: Type.Object({ least: Share, spread: Share, source: Source, certainty: Certainty }, closed),
        /** `own`: the agencies of the district; `forOthers`: agencies of the province that it answers late. */
        districts: Type.Array(
          Type.Object(
            { area: Type.String(), own: Share, forOthers: Share, source: Source, certainty: Certainty },
            closed,
          ),
        ),
      },
      closed,
    ),
    people: Type.Object(
      {
        /** Who deals with the authorities within a year. */
        count: Type.Integer({ minimum: 1, maximum: 800_000 }),
        hamlets: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1 }),
        elsewhere: Type.Object({ khmer: Share, hoa: Share }, closed),
        /** How much the communes have to do with each other, by their type. */
        areaTypes: Type.Object({ ward: Weight, township: Weight, commune: Weight }, closed),
        source: Source,
        certainty: Certainty,
      },
      closed,
    ),
    districts: Type.Array(
      Type.Object(
        {
          area: Type.String(),
          weight: Weight,
          khmer: Type.Optional(Share),
          hoa: Type.Optional(Share),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type SimulationFacts = Static<typeof SimulationFacts>

/**
 * Reads simulation.json of a province folder. Throws one ProvinceFileError with the file, line and reason of everything
 * that is wrong: shape, days, totals that contradict each other, districts that areas.csv does not have or that come twice.
 */
export async function readSimulationFacts(folder: string): Promise<SimulationFacts> {
  const { areas } = await readAdministrationFiles(folder)
  const districts = new Set(areas.filter(({ level }) => level === 2).map(({ code }) => code))
  const {
    file,
    value,
    lineOf,
    problems: found,
  } = await readJson(join(folder, 'simulation.json'), SimulationFacts)
  const problems: FileProblem[] = [...found]
  const tell = (path: (string | number)[], reason: string) =>
    problems.push({ file, line: lineOf(path), reason })
  if (value) {
    checkPublished(value.published, tell)
    checkDistricts(['lateness', 'districts'], { rows: value.lateness.districts, districts, tell })
    checkDistricts(['districts'], { rows: value.districts, districts, tell })
  }
  refuseProblems(problems)
  if (!value) throw new Error('simulation.json has neither a value nor a problem')
  return value
}

type Tell = (path: (string | number)[], reason: string) => void

function checkPublished(published: SimulationFacts['published'], tell: Tell): void {
  const { from, to, received } = published
  for (const name of ['from', 'to'] as const) {
    if (!dayExists(published[name])) tell(['published', name], `Không có ngày ${published[name]}`)
  }
  if (to < from) tell(['published', 'to'], `Ngày cuối ${to} trước ngày đầu ${from}`)
  for (const name of ['solved', 'online'] as const) {
    if (published[name] > received) tell(['published', name], `"${name}" lớn hơn số tiếp nhận ${received}`)
  }
}

type Named = {
  readonly rows: readonly { area: string }[]
  readonly districts: ReadonlySet<string>
  readonly tell: Tell
}

function checkDistricts(path: string[], { rows, districts, tell }: Named): void {
  const seen = new Set<string>()
  for (const [at, { area }] of rows.entries()) {
    if (!districts.has(area))
      tell([...path, at, 'area'], `Không có đơn vị cấp huyện "${area}" trong areas.csv`)
    if (seen.has(area)) tell([...path, at, 'area'], `Đơn vị "${area}" ghi hai lần`)
    seen.add(area)
  }
}
