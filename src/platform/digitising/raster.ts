import sharp, { type Sharp } from 'sharp'

/** A picture as plain numbers: three bytes a pixel (red, green, blue), row by row. */
export type Raster = { readonly data: Uint8Array; readonly width: number; readonly height: number }

/** A picture of one page and, where the file tells it, how wide the page is. */
export type Picture = { readonly raster: Raster; readonly widthMm?: number }

/** One byte a pixel, 0 black to 255 white. */
export type Grey = Raster

/** A scanner gives at most 35 million pixels for A4 (600 dpi); more is no paper, and 100 million would fill the memory. */
export const MAX_PIXELS = 60_000_000

export const MAX_PAGES = 80

export async function rasterOf(picture: Sharp): Promise<Raster> {
  const { data, info } = await picture
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return channels === 3 ? { data, width, height } : { data: threeOf(data, channels), width, height }
}

/** The raster again as a picture of sharp, to be turned, cut or written. */
export function pictureOf({ data, width, height }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: MAX_PIXELS })
}

/** A grey copy no wider and no higher than `side`; `scale` is its size beside the original. */
export async function greyOf(raster: Raster, side: number): Promise<Grey & { scale: number }> {
  const scale = Math.min(1, side / Math.max(raster.width, raster.height))
  const width = Math.max(1, Math.round(raster.width * scale))
  const height = Math.max(1, Math.round(raster.height * scale))
  const { data, info } = await pictureOf(raster)
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const every = info.channels
  const grey = every === 1 ? data : data.filter((_: number, at: number) => at % every === 0)
  return { data: grey, width, height, scale: width / raster.width }
}

function threeOf(data: Uint8Array, channels: number): Uint8Array {
  const pixels = data.length / channels
  const three = new Uint8Array(pixels * 3)
  for (let at = 0; at < pixels; at++) {
    for (let colour = 0; colour < 3; colour++) three[at * 3 + colour] = data[at * channels] ?? 0
  }
  return three
}

/** The grey that parts dark from light best (Otsu 1979): the two groups differ most. */
export function threshold(grey: Uint8Array): number {
  const counts = new Float64Array(256)
  for (const value of grey) counts[value] = (counts[value] ?? 0) + 1
  let sum = 0
  for (let value = 0; value < 256; value++) sum += value * (counts[value] ?? 0)
  let [below, sumBelow, best, bestAt] = [0, 0, -1, 127]
  for (let value = 0; value < 256; value++) {
    below += counts[value] ?? 0
    sumBelow += value * (counts[value] ?? 0)
    const above = grey.length - below
    if (below === 0 || above === 0) continue
    const apart = sumBelow / below - (sum - sumBelow) / above
    const between = below * above * apart * apart
    if (between > best) [best, bestAt] = [between, value]
  }
  return bestAt
}
