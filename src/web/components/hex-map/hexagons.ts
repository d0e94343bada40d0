/** A commune on the diagram. Rows are shifted by half: column and row have the same parity. */
export type Hex = {
  readonly code: string
  readonly group: string
  readonly column: number
  readonly row: number
}

type Place = Pick<Hex, 'column' | 'row'>

/** Distance from the middle of a hexagon to its corners, when all touch. */
const RADIUS = 29
const HALF_WIDTH = (RADIUS * Math.sqrt(3)) / 2
/** Drawn a little smaller, so that neighbours stay apart. */
const DRAWN = 27.8 / RADIUS
const MARGIN = { x: 52, y: 40 }

/** The middle of a hexagon. */
export function centreOf({ column, row }: Place): { x: number; y: number } {
  return { x: MARGIN.x + column * HALF_WIDTH, y: MARGIN.y + row * RADIUS * 1.5 }
}

/** The corners from the top, clockwise. */
function corners({ x, y }: { x: number; y: number }, scale = 1): [number, number][] {
  const width = HALF_WIDTH * scale
  const radius = RADIUS * scale
  return [
    [x, y - radius],
    [x + width, y - radius / 2],
    [x + width, y + radius / 2],
    [x, y + radius],
    [x - width, y + radius / 2],
    [x - width, y - radius / 2],
  ]
}

/** The outline of a hexagon as an SVG path. */
export function outlineOf(hex: Place): string {
  return `M${corners(centreOf(hex), DRAWN).map(pointOf).join('L')}z`
}

/** Each side that two groups share, once, as one SVG path: the borders of districts. */
export function borders(hexes: readonly Hex[]): string {
  const groups = new Map(hexes.map((hex) => [`${hex.column},${hex.row}`, hex.group]))
  const found: string[] = []
  for (const hex of hexes) {
    // East, south-east, south-west: the other three sides belong to the neighbours.
    for (const [column, row, from, to] of [
      [2, 0, 1, 2],
      [1, 1, 2, 3],
      [-1, 1, 3, 4],
    ] as const) {
      const other = groups.get(`${hex.column + column},${hex.row + row}`)
      if (other === undefined || other === hex.group) continue
      const all = corners(centreOf(hex))
      found.push(`M${pointOf(all[from] ?? [0, 0])}L${pointOf(all[to] ?? [0, 0])}`)
    }
  }
  return found.join('')
}

/** The size of the drawing that holds all hexagons. */
export function sizeOf(hexes: readonly Place[]): { width: number; height: number } {
  const width = Math.max(...hexes.map((hex) => centreOf(hex).x), 0) + MARGIN.x
  const height = Math.max(...hexes.map((hex) => centreOf(hex).y), 0) + MARGIN.y
  return { width: Math.ceil(width), height: Math.ceil(height) }
}

/** Where the name of a group stands: the middle of its hexagons. */
export function middleOf(hexes: readonly Place[]): { x: number; y: number } {
  const centres = hexes.map(centreOf)
  return {
    x: round(centres.reduce((sum, { x }) => sum + x, 0) / centres.length),
    y: round(centres.reduce((sum, { y }) => sum + y, 0) / centres.length),
  }
}

function pointOf([x, y]: [number, number]): string {
  return `${round(x)} ${round(y)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
