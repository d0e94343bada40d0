/** The middle of a hexagon on the diagram, in its own units. */
export type Spot = readonly [x: number, y: number]

/** A district: where its communes lie. */
export type Region = { readonly id: string; readonly spots: readonly Spot[] }

/** Half the height of a hexagon with the point up; they stand 50.2 apart, so a hair of ground shows between them. */
const RADIUS = 27.8
const APART = 50.25

/** The spot of a commune from its place in the province's grid: columns are half a hexagon wide. */
export function spotAt(column: number, row: number): Spot {
  return [round((column * APART) / 2), round((row * APART * Math.sqrt(3)) / 2)]
}

/** The outline of the hexagon around a spot. */
export function hexagonAt([x, y]: Spot): string {
  const half = (RADIUS * Math.sqrt(3)) / 2
  const corners = [
    [x, y - RADIUS],
    [x + half, y - RADIUS / 2],
    [x + half, y + RADIUS / 2],
    [x, y + RADIUS],
    [x - half, y + RADIUS / 2],
    [x - half, y - RADIUS / 2],
  ] as const
  return `M${corners.map(([cx, cy]) => `${round(cx)} ${round(cy)}`).join('L')}z`
}

/** The borders between districts, as one path: the shared side of each two neighbours that are not of one district. */
export function bordersOf(regions: readonly Region[]): string {
  const spots = regions.flatMap(({ id, spots: own }) => own.map((spot) => ({ id, spot })))
  const sides = spots.flatMap((one, index) =>
    spots
      .slice(index + 1)
      .filter((other) => other.id !== one.id && distance(one.spot, other.spot) < APART * 1.1)
      .map((other) => sideBetween(one.spot, other.spot)),
  )
  return sides.join('')
}

/** Where the name of a district stands: in the middle of its communes. */
export function middleOf(spots: readonly Spot[]): Spot {
  const sum = spots.reduce<Spot>(([sx, sy], [x, y]) => [sx + x, sy + y], [0, 0])
  return [round(sum[0] / spots.length), round(sum[1] / spots.length)]
}

/** The box around all regions, with room for the stroke. */
export function boxOf(regions: readonly Region[]): string {
  const spots = regions.flatMap((region) => region.spots)
  const xs = spots.map(([x]) => x)
  const ys = spots.map(([, y]) => y)
  const left = Math.min(...xs) - RADIUS
  const top = Math.min(...ys) - RADIUS
  return [left, top, Math.max(...xs) + RADIUS - left, Math.max(...ys) + RADIUS - top].map(round).join(' ')
}

function distance([ax, ay]: Spot, [bx, by]: Spot): number {
  return Math.hypot(ax - bx, ay - by)
}

function sideBetween([ax, ay]: Spot, [bx, by]: Spot): string {
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2]
  const length = distance([ax, ay], [bx, by])
  const [dx, dy] = [
    (-(by - ay) / length) * (APART / Math.sqrt(3) / 2),
    ((bx - ax) / length) * (APART / Math.sqrt(3) / 2),
  ]
  return `M${round(mx - dx)} ${round(my - dy)}L${round(mx + dx)} ${round(my + dy)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
