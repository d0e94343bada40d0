import { type Grey, greyOf, type Raster } from './raster.ts'

/** How a page lies: how far its lines fall to the right, in degrees (−15 to 15), and whether they run up the page. */
export type Lie = { readonly skew: number; readonly sideways: boolean; readonly sure: boolean }

const SIDE = 1400
const REACH = 15
/** With fewer dark points there are no lines to go by. */
const FEWEST_POINTS = 400
const MOST_POINTS = 60_000

/**
 * Finds how far a page is turned from its lines of text: seen along the lines, rows are either full or empty; seen across
 * them all are alike. So the angle at which neighbouring rows differ most is the lie of the page. To about 0.05 degrees.
 */
export async function findSkew(raster: Raster): Promise<Lie> {
  const grey = await greyOf(raster, SIDE)
  const points = darkPoints(grey)
  if (points.length < FEWEST_POINTS * 2) return { skew: 0, sideways: false, sure: false }
  const along = bestAngle(points, grey)
  const across = bestAngle(turned(points), { width: grey.height, height: grey.width })
  const sideways = across.score > along.score * 1.3
  const best = sideways ? across : along
  const sure = best.score > best.mean * 1.15
  // Lines that run up the page fall the other way once the page is turned to them.
  return { skew: sure ? (sideways ? -best.angle : best.angle) : 0, sideways: sure && sideways, sure }
}

/** x and y of what is clearly darker than its surroundings; the rim of the picture, where a scanner leaves shadows, is left out. */
function darkPoints({ data, width, height }: Grey): Float32Array {
  const means = blockMeans({ data, width, height })
  const found: number[] = []
  const rim = Math.round(Math.min(width, height) * 0.03)
  for (let y = rim; y < height - rim; y++) {
    for (let x = rim; x < width - rim; x++) {
      const local = means.at(x, y)
      if ((data[y * width + x] ?? 255) < local - 28) found.push(x, y)
    }
  }
  const step = Math.ceil(found.length / 2 / MOST_POINTS)
  if (step <= 1) return Float32Array.from(found)
  return Float32Array.from(found.filter((_, at) => Math.floor(at / 2) % step === 0))
}

const BLOCK = 24

/** The mean grey of squares of 24 pixels: paper beside a shadow is still paper. */
function blockMeans({ data, width, height }: Grey): { at(x: number, y: number): number } {
  const across = Math.ceil(width / BLOCK)
  const sums = new Float64Array(across * Math.ceil(height / BLOCK))
  const counts = new Float64Array(sums.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = Math.floor(y / BLOCK) * across + Math.floor(x / BLOCK)
      sums[at] = (sums[at] ?? 0) + (data[y * width + x] ?? 0)
      counts[at] = (counts[at] ?? 0) + 1
    }
  }
  return {
    at(x, y) {
      const at = Math.floor(y / BLOCK) * across + Math.floor(x / BLOCK)
      return (sums[at] ?? 0) / (counts[at] || 1)
    },
  }
}

function turned(points: Float32Array): Float32Array {
  const other = new Float32Array(points.length)
  for (let at = 0; at < points.length; at += 2) {
    other[at] = points[at + 1] ?? 0
    other[at + 1] = points[at] ?? 0
  }
  return other
}

type Size = { readonly width: number; readonly height: number }

function bestAngle(points: Float32Array, size: Size): { angle: number; score: number; mean: number } {
  const scored = (angle: number) => ({ angle, score: score(points, angle, size) })
  const coarse = range(-REACH, REACH, 0.5).map(scored)
  const mean = coarse.reduce((sum, each) => sum + each.score, 0) / coarse.length
  const near = coarse.reduce(better)
  const fine = range(near.angle - 0.5, near.angle + 0.5, 0.05)
    .map(scored)
    .reduce(better)
  return { ...fine, mean }
}

function better<T extends { score: number }>(one: T, other: T): T {
  return other.score > one.score ? other : one
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step)
}

/** The sum of squared differences of neighbouring rows, seen along lines that fall by `angle`. */
function score(points: Float32Array, angle: number, { width, height }: Size): number {
  const slope = Math.tan((angle * Math.PI) / 180)
  const shift = Math.ceil(Math.abs(slope) * width) + 1
  const rows = new Float32Array(height + 2 * shift)
  for (let at = 0; at < points.length; at += 2) {
    const row = Math.round((points[at + 1] ?? 0) - (points[at] ?? 0) * slope) + shift
    rows[row] = (rows[row] ?? 0) + 1
  }
  let sum = 0
  for (let row = 1; row < rows.length; row++) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2
  return sum
}
