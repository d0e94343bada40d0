import { findPage } from './find-page.ts'
import { findSkew } from './find-skew.ts'
import { flattenPage } from './flatten-page.ts'
import { greyOf, pictureOf, type Raster, rasterOf } from './raster.ts'

export type Straight = {
  readonly raster: Raster
  /** By how much the page was turned back, in degrees. */
  readonly turned: number
  /** Whether a page was cut out of a photo and laid flat. */
  readonly flattened: boolean
}

/** Smaller lies are left: turning a picture softens it, and nobody sees a twentieth of a degree. */
const LEAST_SKEW = 0.08

/** Straightens one picture of a page: cut out of a photo and laid flat, turned until its lines are level. */
export async function straighten(raster: Raster): Promise<Straight> {
  const corners = await findPage(raster)
  const flat = corners ? evenLight(flattenPage(raster, corners)) : raster
  const lie = await findSkew(flat)
  const upright = lie.sideways ? await rasterOf(pictureOf(flat).rotate(90)) : flat
  if (Math.abs(lie.skew) < LEAST_SKEW) {
    return { raster: upright, turned: lie.sideways ? 90 : 0, flattened: corners !== undefined }
  }
  const level = await rasterOf(pictureOf(upright).rotate(-lie.skew, { background: '#ffffff' }))
  return {
    raster: await cutTo(level, upright),
    turned: (lie.sideways ? 90 : 0) - lie.skew,
    flattened: corners !== undefined,
  }
}

/**
 * Turning makes the picture larger by white corners. They are cut off again to the size that the page had, around what is
 * written; what would not fit stays: nothing written is lost.
 */
async function cutTo(raster: Raster, { width, height }: { width: number; height: number }): Promise<Raster> {
  const written = await extentOf(raster)
  const x = windowOf({ length: raster.width, wanted: width, from: written.left, to: written.right })
  const y = windowOf({ length: raster.height, wanted: height, from: written.top, to: written.bottom })
  return rasterOf(pictureOf(raster).extract({ left: x.at, top: y.at, width: x.size, height: y.size }))
}

type Side = { readonly length: number; readonly wanted: number; readonly from: number; readonly to: number }

function windowOf({ length, wanted, from, to }: Side): { at: number; size: number } {
  const size = Math.min(length, Math.max(wanted, to - from))
  const middle = Math.round((length - size) / 2)
  return { at: Math.max(0, Math.min(length - size, Math.min(from, Math.max(middle, to - size)))), size }
}

/** The rectangle in which something dark stands, in pixels of the raster. */
async function extentOf(raster: Raster) {
  const { data, width, height, scale } = await greyOf(raster, 400)
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[y * width + x] ?? 255) > 150) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  const back = (value: number) => Math.round(value / scale)
  if (right === 0) return { left: 0, top: 0, right: raster.width, bottom: raster.height }
  return { left: back(left), top: back(top), right: back(right), bottom: back(bottom) }
}

const BLOCK = 32
/** White after the light was made even; the paper keeps a trace of its grain. */
const PAPER = 246

/** Takes the shadow of a hand or a lamp out of a photo: each spot is measured against the brightest paper around it. */
function evenLight({ data, width, height }: Raster): Raster {
  const paper = paperAround({ data, width, height })
  const even = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const lift = PAPER / Math.max(60, paper(x, y))
      const at = (y * width + x) * 3
      for (let colour = 0; colour < 3; colour++) {
        even[at + colour] = Math.min(255, (data[at + colour] ?? 0) * lift)
      }
    }
  }
  return { data: even, width, height }
}

/** How bright the paper is at a place: the brightest nine tenths of each square, smooth between the squares. */
function paperAround({ data, width, height }: Raster): (x: number, y: number) => number {
  const across = Math.ceil(width / BLOCK)
  const down = Math.ceil(height / BLOCK)
  const raw = new Float32Array(across * down)
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      raw[row * across + column] = brightest({ data, width, height }, column * BLOCK, row * BLOCK)
    }
  }
  const smooth = raw.map((_, at) => neighbourhood(raw, { across, down, at }))
  return (x, y) => {
    const [column, row] = [x / BLOCK - 0.5, y / BLOCK - 0.5]
    const left = Math.max(0, Math.min(across - 1, Math.floor(column)))
    const top = Math.max(0, Math.min(down - 1, Math.floor(row)))
    const [right, below] = [Math.min(across - 1, left + 1), Math.min(down - 1, top + 1)]
    const [byX, byY] = [Math.min(1, Math.max(0, column - left)), Math.min(1, Math.max(0, row - top))]
    const value = (r: number, c: number) => smooth[r * across + c] ?? PAPER
    return (
      (value(top, left) * (1 - byX) + value(top, right) * byX) * (1 - byY) +
      (value(below, left) * (1 - byX) + value(below, right) * byX) * byY
    )
  }
}

function brightest({ data, width, height }: Raster, left: number, top: number): number {
  const values: number[] = []
  for (let y = top; y < Math.min(height, top + BLOCK); y += 3) {
    for (let x = left; x < Math.min(width, left + BLOCK); x += 3) {
      const at = (y * width + x) * 3
      values.push(((data[at] ?? 0) * 3 + (data[at + 1] ?? 0) * 6 + (data[at + 2] ?? 0)) / 10)
    }
  }
  values.sort((one, other) => one - other)
  return values[Math.floor(values.length * 0.9)] ?? PAPER
}

/** The brightest of a square and those around it, dulled to their mean: a black photo on the page is not a shadow. */
function neighbourhood(
  raw: Float32Array,
  { across, down, at }: { across: number; down: number; at: number },
): number {
  const [column, row] = [at % across, Math.floor(at / across)]
  const around: number[] = []
  for (let r = Math.max(0, row - 2); r <= Math.min(down - 1, row + 2); r++) {
    for (let c = Math.max(0, column - 2); c <= Math.min(across - 1, column + 2); c++) {
      around.push(raw[r * across + c] ?? PAPER)
    }
  }
  around.sort((one, other) => one - other)
  return around[Math.floor(around.length * 0.75)] ?? PAPER
}
