import { greyOf, pictureOf, type Raster } from './raster.ts'
import type { PageFault } from './schema.ts'

/** The least that the law takes: 200 dots an inch (NĐ 30/2020/NĐ-CP Phụ lục I; TT 01/2023/TT-VPCP). A dot in fifty is rounding. */
const LEAST_DPI = 196
/** The brightest tenth of a page is its paper; darker than this it was taken in the dark. */
const LEAST_PAPER = 120
/** Between the paper and the darkest hundredth: print stands out by 120 and more, a faint copy by less than 60. */
const LEAST_CONTRAST = 60
/** A page with a stamp and a signature has too few edges to measure. */
const FEWEST_WORDS = 40
/** Below this reading is guessing. */
const LEAST_CONFIDENCE = 60

/**
 * What is wrong with a page as a picture. Only warnings: an officer looks and decides, because a faint carbon copy cannot be
 * scanned better.
 */
export async function judgePage(
  { before, page }: { before: Raster; page: Raster },
  { dpi, confidence, words }: { dpi: number; confidence: number | null; words: number },
): Promise<PageFault[]> {
  const light = await lightOf(before)
  const faults: PageFault[] = []
  if (dpi < LEAST_DPI) faults.push('low-resolution')
  if (light.paper < LEAST_PAPER) faults.push('dark')
  if (light.paper - light.ink < LEAST_CONTRAST) faults.push('faint')
  else if (words >= FEWEST_WORDS && (await edgeOf(page)) < LEAST_EDGE) faults.push('blurred')
  if (confidence !== null && confidence < LEAST_CONFIDENCE) faults.push('unread')
  return faults
}

/** The grey of the paper and of the ink: nine tenths and one hundredth of the way from dark to light. */
async function lightOf(raster: Raster): Promise<{ paper: number; ink: number }> {
  const { data } = await greyOf(raster, 600)
  const sorted = Uint8Array.from(data).sort()
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return { paper: at(0.9), ink: at(0.01) }
}

/** Sharp print measures 0.3 to 0.5; shaken until a reader fails it measures less than 0.1. */
const LEAST_EDGE = 0.11

/**
 * How steep the edges of the letters are: the strongest steps between neighbouring dots beside the whole step from paper to
 * ink, 0 to 1.
 */
async function edgeOf(raster: Raster): Promise<number> {
  const { data, info } = await pictureOf(raster).greyscale().raw().toBuffer({ resolveWithObject: true })
  const counts = new Float64Array(256)
  let [low, high] = [255, 0]
  for (let y = 0; y < info.height; y += 2) {
    for (let x = 1; x < info.width; x++) {
      const here = data[(y * info.width + x) * info.channels] ?? 0
      const step = Math.abs(here - (data[(y * info.width + x - 1) * info.channels] ?? 0))
      counts[step] = (counts[step] ?? 0) + 1
      low = Math.min(low, here)
      high = Math.max(high, here)
    }
  }
  const wanted = counts.reduce((sum, count) => sum + count, 0) * 0.004
  let seen = 0
  let step = 255
  for (; step > 0 && seen < wanted; step--) seen += counts[step] ?? 0
  return step / Math.max(1, high - low)
}
