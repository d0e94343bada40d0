import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createWorker, type Worker } from 'tesseract.js'
import { greyOf, pictureOf, type Raster } from './raster.ts'
import type { Word } from './schema.ts'

/** The letters of a page: its lines of words, and how sure the reading is (0 to 100). */
export type Reading = { readonly lines: readonly (readonly Word[])[]; readonly confidence: number | null }

const require = createRequire(import.meta.url)

/** The data for Vietnamese come with the package: nothing is fetched. */
const LANGUAGE_FOLDER = join(
  dirname(require.resolve('@tesseract.js-data/vie/package.json')),
  '4.0.0_best_int',
)
/** A word below this is a stain or a flourish; it would only be found by mistake. */
const LEAST_CONFIDENCE = 30

let reader: Promise<Worker> | undefined

/** Reads the letters of a page, Vietnamese. One page at a time; the reader stays open for the next. */
export async function recognise(raster: Raster, dpi: number): Promise<Reading> {
  reader ??= createWorker('vie', 1, {
    langPath: LANGUAGE_FOLDER,
    gzip: true,
    cacheMethod: 'none',
    // Without this it prints to the console; a failure comes back as a rejection too.
    errorHandler: () => undefined,
  })
  const worker = await reader
  const picture = await pictureOf(raster)
    .greyscale()
    .linear(...(await levelsOf(raster)))
    .png({ compressionLevel: 1 })
    .toBuffer()
  await worker.setParameters({ user_defined_dpi: String(Math.round(dpi)) })
  const { data } = await worker.recognize(picture, {}, { blocks: true, text: false })
  const found = (data.blocks ?? []).flatMap((block) =>
    block.paragraphs.flatMap((paragraph) => paragraph.lines),
  )
  const sure = found.map((line) => line.words.filter((word) => word.confidence >= LEAST_CONFIDENCE))
  const all = sure.flat()
  return {
    lines: sure
      .filter((words) => words.length > 0)
      .map((words) =>
        words.map(({ text, bbox }) => ({
          text: text.normalize('NFC'),
          x: bbox.x0 / raster.width,
          y: bbox.y0 / raster.height,
          width: (bbox.x1 - bbox.x0) / raster.width,
          height: (bbox.y1 - bbox.y0) / raster.height,
        })),
      ),
    confidence: all.length === 0 ? null : all.reduce((sum, word) => sum + word.confidence, 0) / all.length,
  }
}

/** How far from the ink to the paper a dot counts as paper: the grain of a scanner stays above it. */
const PAPER_FROM = 0.8

/**
 * A factor and an offset that make the paper white and the ink black. By the paper's own grey and not by the darkest
 * hundredth: on a page of few lines that hundredth is grain, and stretching it drowns the letters.
 */
async function levelsOf(raster: Raster): Promise<[number, number]> {
  const { data } = await greyOf(raster, 900)
  const counts = new Float64Array(256)
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1
  const paper = counts.reduce((best, count, value) => (count > (counts[best] ?? 0) ? value : best), 255)
  let [ink, seen] = [0, 0]
  while (ink < paper && seen + (counts[ink] ?? 0) < data.length * 0.001) seen += counts[ink++] ?? 0
  const white = ink + (paper - ink) * PAPER_FROM
  const factor = 255 / Math.max(20, white - ink)
  return [factor, -ink * factor]
}
