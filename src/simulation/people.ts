import type { Area } from '../systems/administration/index.ts'
import { type Ethnicity, fullName } from './names.ts'
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

const POPULATION = 72_000
/** Numbers below are the sample persons' of the sandbox. */
const FIRST_NUMBER = 100_000

/** Where Khmer and Hoa communities live; elsewhere about 5 and 2 of a hundred. */
const communities: Readonly<Record<string, { khmer: number; hoa: number }>> = {
  '954': { khmer: 0.08, hoa: 0.08 },
  '958': { khmer: 0.13, hoa: 0.02 },
  '961': { khmer: 0.1, hoa: 0.02 },
  '959': { khmer: 0.05, hoa: 0.04 },
  '956': { khmer: 0.08, hoa: 0.01 },
}

const hamlets =
  'Bình Hòa,Mỹ Điền,Thạnh An,Phước Thọ,Vĩnh An,Long Hải,Giồng Nhãn,Kinh Tế,Trà Kha,Cái Tràm,Xóm Lớn,Tân Lợi'.split(
    ',',
  )

/** Peoples the communes by their weights. The same people whatever is simulated: they come back year after year. */
export function people(areas: readonly Area[], weights: ReadonlyMap<string, number>): Population {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const places = new Map<string, { first: number; size: number }>()
  let first = FIRST_NUMBER
  for (const [code, weight] of weights) {
    const size = Math.max(1, Math.round((POPULATION * weight) / total))
    places.set(code, { first, size })
    first += size
  }
  return {
    size: (areaCode) => places.get(areaCode)?.size ?? 0,
    person(areaCode, index) {
      const area = byCode.get(areaCode)
      const place = places.get(areaCode)
      if (!area || !place) throw new Error(`Nobody lives in ${areaCode}`)
      return personOf(place.first + (index % place.size), area, byCode.get(area.parentCode ?? ''))
    },
  }
}

function personOf(number: number, area: Area, district: Area | undefined): Person {
  const random = seeded(`person ${number}`)
  const { khmer, hoa } = communities[area.parentCode ?? ''] ?? { khmer: 0.05, hoa: 0.02 }
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
    address: `${hamlet}, ${area.fullName}, ${district?.fullName ?? ''}, tỉnh Bạc Liêu`,
    birthOn: `${whole(random, 1950, 2004)}-${month}-${day}`,
    areaCode: area.code,
  }
}

const districtWeights: Readonly<Record<string, number>> = {
  '954': 1.15,
  '956': 0.85,
  '957': 1,
  '958': 0.9,
  '959': 1.1,
  '960': 1.05,
  '961': 0.95,
}
const typeWeights: Readonly<Record<string, number>> = { ward: 1.9, township: 1.6, commune: 1 }

/** How much the communes have to do with each other; assumed, wards and townships more than villages. */
export function areaWeights(areas: readonly Area[]): ReadonlyMap<string, number> {
  const communes = areas.filter((area) => area.level === 3)
  return new Map(
    communes.map((area) => [
      area.code,
      (typeWeights[area.type] ?? 1) * (districtWeights[area.parentCode ?? ''] ?? 1),
    ]),
  )
}

/** Draws a commune by its weight. */
export function drawArea(weights: ReadonlyMap<string, number>) {
  return weighted([...weights])
}
