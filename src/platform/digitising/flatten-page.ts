import type { Corners, Point } from './find-page.ts'
import type { Raster } from './raster.ts'

/** Cuts the page out of a photo and lays it flat: what was seen from the side is seen from above. Sides keep their mean length. */
export function flattenPage(raster: Raster, corners: Corners): Raster {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners
  const width = Math.round((apart(topLeft, topRight) + apart(bottomLeft, bottomRight)) / 2)
  const height = Math.round((apart(topLeft, bottomLeft) + apart(topRight, bottomRight)) / 2)
  const from = projection(corners, { width, height })
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const below = from.g * x + from.h * y + 1
      const sourceX = (from.a * x + from.b * y + from.c) / below
      const sourceY = (from.d * x + from.e * y + from.f) / below
      between(raster, { x: sourceX, y: sourceY }, { data, at: (y * width + x) * 3 })
    }
  }
  return { data, width, height }
}

function apart(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

type Projection = Readonly<Record<'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h', number>>

/** The projection that takes a rectangle of this size to the four corners (Heckbert 1989, square to quadrilateral). */
function projection(corners: Corners, { width, height }: { width: number; height: number }): Projection {
  const [p0, p1, p2, p3] = corners
  const [dx1, dx2, dx3] = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x]
  const [dy1, dy2, dy3] = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y]
  const below = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / below
  const h = (dx1 * dy3 - dx3 * dy1) / below
  return {
    a: (p1.x - p0.x + g * p1.x) / width,
    b: (p3.x - p0.x + h * p3.x) / height,
    c: p0.x,
    d: (p1.y - p0.y + g * p1.y) / width,
    e: (p3.y - p0.y + h * p3.y) / height,
    f: p0.y,
    g: g / width,
    h: h / height,
  }
}

/** The colour between four pixels, by how near each is. */
function between(
  { data, width, height }: Raster,
  { x, y }: Point,
  into: { data: Uint8Array; at: number },
): void {
  const left = Math.min(width - 2, Math.max(0, Math.floor(x)))
  const top = Math.min(height - 2, Math.max(0, Math.floor(y)))
  const [right, down] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))]
  const first = (top * width + left) * 3
  const below = first + width * 3
  for (let colour = 0; colour < 3; colour++) {
    const upper = (data[first + colour] ?? 0) * (1 - right) + (data[first + 3 + colour] ?? 0) * right
    const lower = (data[below + colour] ?? 0) * (1 - right) + (data[below + 3 + colour] ?? 0) * right
    into.data[into.at + colour] = upper * (1 - down) + lower * down
  }
}
