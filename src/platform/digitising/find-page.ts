import { type Grey, greyOf, type Raster, threshold } from './raster.ts'

export type Point = { readonly x: number; readonly y: number }
/** The corners of a page in a photo: top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point]

const SIDE = 480
/** A page fills a good part of its photo; smaller bright things are not the page. */
const LEAST_SHARE = 0.2
/** Above this it fills the picture and is a scan, not a photo. */
const MOST_SHARE = 0.93
/** How much of the four-sided figure must be bright: print is dark, but paper prevails. */
const LEAST_FILLED = 0.86

/**
 * Finds a sheet of paper in a photo: the largest bright patch, if it is nearly a figure of four sides. Undefined when the
 * page fills the picture, as from a scanner, or no sheet stands out: then the picture is taken as it is.
 */
export async function findPage(raster: Raster): Promise<Corners | undefined> {
  const grey = await greyOf(raster, SIDE)
  const patch = largestPatch(closed(grey))
  const area = grey.width * grey.height
  if (!patch || patch.size < area * LEAST_SHARE) return undefined
  const corners = cornersOf(patch.points)
  const quad = areaOf(corners)
  if (quad > area * MOST_SHARE || quad < area * LEAST_SHARE || !convex(corners)) return undefined
  if (patch.size / quad < LEAST_FILLED || patch.size / quad > 1.08) return undefined
  const scale = ({ x, y }: Point) => ({
    x: Math.min(raster.width - 1, Math.max(0, x / grey.scale)),
    y: Math.min(raster.height - 1, Math.max(0, y / grey.scale)),
  })
  return [scale(corners[0]), scale(corners[1]), scale(corners[2]), scale(corners[3])]
}

/** Bright or not, with the print on the paper filled in: a pixel is bright when anything bright is within two pixels. */
function closed(grey: Grey): { bright: Uint8Array; width: number; height: number } {
  const { data, width, height } = grey
  const limit = threshold(data)
  const bright = data.map((value) => (value > limit ? 1 : 0))
  return { bright: spread(spread(bright, width, 1), width, 0), width, height }
}

function spread(bits: Uint8Array, width: number, wanted: 0 | 1): Uint8Array {
  const around = [-2, -1, 0, 1, 2].flatMap((y) => [-2, -1, 0, 1, 2].map((x) => y * width + x))
  return bits.map((bit, at) =>
    bit === wanted || around.some((by) => bits[at + by] === wanted) ? wanted : 1 - wanted,
  )
}

type Patch = { readonly size: number; readonly points: readonly Point[] }

/** The largest group of bright pixels that touch; holes inside it, a stamp or a photo on the page, count as of it. */
function largestPatch({
  bright,
  width,
  height,
}: {
  bright: Uint8Array
  width: number
  height: number
}): Patch | undefined {
  const seen = new Uint8Array(bright.length)
  let best: number[] = []
  for (let start = 0; start < bright.length; start++) {
    if (bright[start] !== 1 || seen[start] === 1) continue
    const group = grow(start, { bright, seen, width, height })
    if (group.length > best.length) best = group
  }
  if (best.length === 0) return undefined
  return filled(best, width)
}

type Field = { bright: Uint8Array; seen: Uint8Array; width: number; height: number }

function grow(start: number, { bright, seen, width, height }: Field): number[] {
  const group = [start]
  seen[start] = 1
  for (let at = 0; at < group.length; at++) {
    const here = group[at] ?? 0
    const x = here % width
    const next = [here - width, here + width, x > 0 ? here - 1 : -1, x < width - 1 ? here + 1 : -1]
    for (const there of next) {
      if (there < 0 || there >= width * height || bright[there] !== 1 || seen[there] === 1) continue
      seen[there] = 1
      group.push(there)
    }
  }
  return group
}

/** The ends of each row of the group; its size is what lies between them. */
function filled(group: readonly number[], width: number): Patch {
  const rows = new Map<number, [number, number]>()
  for (const at of group) {
    const [x, y] = [at % width, Math.floor(at / width)]
    const ends = rows.get(y)
    rows.set(y, ends ? [Math.min(ends[0], x), Math.max(ends[1], x)] : [x, x])
  }
  let size = 0
  const points: Point[] = []
  for (const [y, [left, right]] of rows) {
    size += right - left + 1
    points.push({ x: left, y }, { x: right, y })
  }
  return { size, points }
}

/** The points farthest out towards the four corners of the picture. */
function cornersOf(points: readonly Point[]): Corners {
  const farthest = (measure: (point: Point) => number) =>
    points.reduce(
      (best, point) => (measure(point) > measure(best) ? point : best),
      points[0] ?? { x: 0, y: 0 },
    )
  return [
    farthest(({ x, y }) => -x - y),
    farthest(({ x, y }) => x - y),
    farthest(({ x, y }) => x + y),
    farthest(({ x, y }) => y - x),
  ]
}

function areaOf(corners: Corners): number {
  let twice = 0
  for (const [at, corner] of corners.entries()) {
    const next = corners[(at + 1) % 4] ?? corner
    twice += corner.x * next.y - next.x * corner.y
  }
  return Math.abs(twice) / 2
}

function convex(corners: Corners): boolean {
  const turns = corners.map((corner, at) => {
    const next = corners[(at + 1) % 4] ?? corner
    const after = corners[(at + 2) % 4] ?? corner
    return (next.x - corner.x) * (after.y - next.y) - (next.y - corner.y) * (after.x - next.x)
  })
  return turns.every((turn) => turn > 0)
}
