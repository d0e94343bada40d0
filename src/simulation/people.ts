import type { Area } from '../systems/administration/index.ts'
import { type Ethnicity, fullName } from './names.ts'
import type { SimulationFacts } from './province-file.ts'
import { seeded, weighted, whole } from './random.ts'

/** A made-up inhabitant. The number begins with 095000, the phone with 0900000: nobody bears them. */
export type Person = {
  readonly id: string
  readonly name: string
  readonly sex: 'male' | 'female'
  readonly ethnicity: Ethnicity
  readonly identityNumber: string
  readonly phone: string
  readonly address: string
  readonly birthOn: string
  readonly areaCode: string
}

/** The people of the province who deal with the authorities within a year. */
export type Population = {
  /** How many live in an area. */
  size(areaCode: string): number
  person(areaCode: string, index: number): Person
}

/** Numbers below are the sample persons' of the sandbox. */
const FIRST_NUMBER = 100_000

/** Peoples the communes by their weights. The same people whatever is simulated: they come back year after year. */
export function people(areas: readonly Area[], facts: SimulationFacts): Population {
  const weights = areaWeights(areas, facts)
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const places = new Map<string, { first: number; size: number }>()
  const communities = new Map(facts.districts.map((district) => [district.area, district]))
  const { elsewhere, hamlets } = facts.people
  let first = FIRST_NUMBER
  for (const [code, weight] of weights) {
    const size = Math.max(1, Math.round((facts.people.count * weight) / total))
    places.set(code, { first, size })
    first += size
  }
  return {
    size: (areaCode) => places.get(areaCode)?.size ?? 0,
    person(areaCode, index) {
      const area = byCode.get(areaCode)
      const place = places.get(areaCode)
      if (!area || !place) throw new Error(`Nobody lives in ${areaCode}`)
      const district = communities.get(area.parentCode ?? '')
      return personOf(place.first + (index % place.size), {
        area,
        above: placesAbove(area, byCode),
        khmer: district?.khmer ?? elsewhere.khmer,
        hoa: district?.hoa ?? elsewhere.hoa,
        hamlets,
      })
    },
  }
}

type Home = {
  readonly area: Area
  /** "Huyện Hòa Bình, tỉnh Bạc Liêu" */
  readonly above: string
  readonly khmer: number
  readonly hoa: number
  readonly hamlets: readonly string[]
}

/** The units over a commune as an address ends, the province in small letters. */
function placesAbove(area: Area, byCode: ReadonlyMap<string, Area>): string {
  const names: string[] = []
  for (let unit = byCode.get(area.parentCode ?? ''); unit; unit = byCode.get(unit.parentCode ?? '')) {
    names.push(
      unit.level === 1 ? unit.fullName.replace(/^./u, (first) => first.toLowerCase()) : unit.fullName,
    )
  }
  return names.join(', ')
}

function personOf(number: number, { area, above, khmer, hoa, hamlets }: Home): Person {
  const random = seeded(`person ${number}`)
  const drawn = random()
  const ethnicity = drawn < khmer ? 'Khmer' : drawn < khmer + hoa ? 'Hoa' : 'Kinh'
  const sex = random() < 0.5 ? 'male' : 'female'
  const name = fullName(random, ethnicity, sex)
  const urban = area.type === 'ward' || area.type === 'township'
  const hamlet = `${urban ? 'Khóm' : 'Ấp'} ${urban ? whole(random, 1, 9) : hamlets[whole(random, 0, hamlets.length - 1)]}`
  const month = String(whole(random, 1, 12)).padStart(2, '0')
  const day = String(whole(random, 1, 28)).padStart(2, '0')
  return {
    id: `simulated:person:${number}`,
    name,
    sex,
    ethnicity,
    identityNumber: `095000${number}`,
    phone: `0900000${String(100 + (number % 900))}`,
    address: `${hamlet}, ${area.fullName}, ${above}`,
    birthOn: `${whole(random, 1950, 2004)}-${month}-${day}`,
    areaCode: area.code,
  }
}

/** How much the communes have to do with each other. */
export function areaWeights(areas: readonly Area[], facts: SimulationFacts): ReadonlyMap<string, number> {
  const types: Readonly<Record<string, number>> = facts.people.areaTypes
  const districts = new Map(facts.districts.map(({ area, weight }) => [area, weight]))
  const communes = areas.filter((area) => area.level === 3)
  return new Map(
    communes.map((area) => [
      area.code,
      (types[area.type] ?? 1) * (districts.get(area.parentCode ?? '') ?? 1),
    ]),
  )
}

/** Draws a commune by its weight. */
export function drawArea(weights: ReadonlyMap<string, number>) {
  return weighted([...weights])
}
