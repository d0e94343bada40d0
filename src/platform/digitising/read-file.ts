import { judgePage } from './judge-page.ts'
import { picturesOf } from './pictures-of.ts'
import { type Picture, pictureOf, type Raster, rasterOf } from './raster.ts'
import { type Reading, recognise } from './recognise.ts'
import type { ReadFile, ReadPage } from './schema.ts'
import { straighten } from './straighten.ts'

const MM_PER_INCH = 25.4
const A4 = { short: 210, long: 297 }
const HIGHEST_DPI = 300
/** The reader is at its best with letters of 30 dots, which 12 points have at 300 dots an inch. */
const READING_DPI = 300
/** A page that is read worse than this is tried upside down. */
const DOUBTFUL = 65
const JPEG_QUALITY = 82

/** Reads a file page by page: straightened, judged, its letters recognised. @throws UnreadableFile */
export async function readFile(bytes: Uint8Array, type: string): Promise<ReadFile> {
  const pictures = await picturesOf(bytes, type)
  if (pictures === 'text') return { kind: 'text' }
  const pages: ReadPage[] = []
  for (let at = 0; at < pictures.count; at++) pages.push(await readPage(await pictures.picture(at)))
  return { kind: 'pages', pages }
}

async function readPage(picture: Picture): Promise<ReadPage> {
  const straight = await straighten(picture.raster)
  const sized = await sizeOf(straight.raster, straight.flattened ? undefined : mmPerDot(picture))
  const { raster, reading, overturned } = await readUpright(sized.raster, sized.dpi)
  const words = reading.lines.flat().length
  const { confidence } = reading
  const faults = await judgePage(
    { before: picture.raster, page: raster },
    { dpi: sized.dpi, confidence, words },
  )
  return {
    jpeg: await pictureOf(raster)
      .withDensity(Math.round(sized.dpi))
      .jpeg({ quality: JPEG_QUALITY, mozjpeg: true })
      .toBuffer(),
    widthMm: sized.widthMm,
    heightMm: (sized.widthMm * raster.height) / raster.width,
    lines: reading.lines,
    report: {
      dpi: Math.round(sized.dpi),
      turned: Math.round((straight.turned + (overturned ? 180 : 0)) * 100) / 100,
      flattened: straight.flattened,
      words,
      confidence: confidence === null ? null : Math.round(confidence),
      faults,
    },
  }
}

function mmPerDot({ raster, widthMm }: Picture): number | undefined {
  return widthMm === undefined ? undefined : widthMm / raster.width
}

/**
 * How large the page is: as the file tells, else as A4, the size of nearly every paper of a dossier; a narrow one, a card or a
 * slip, is held to A4 by its longer side too, so that its letters come out no finer than they are. More dots than 300 an inch
 * are taken out; missing ones are not made up.
 */
async function sizeOf(
  raster: Raster,
  mm: number | undefined,
): Promise<{ raster: Raster; dpi: number; widthMm: number }> {
  const byA4 = Math.min(
    A4.short / Math.min(raster.width, raster.height),
    A4.long / Math.max(raster.width, raster.height),
  )
  const perDot = mm ?? byA4
  const dpi = MM_PER_INCH / perDot
  const widthMm = raster.width * perDot
  if (dpi <= HIGHEST_DPI * 1.05) return { raster, dpi, widthMm }
  const width = Math.round((raster.width * HIGHEST_DPI) / dpi)
  return { raster: await rasterOf(pictureOf(raster).resize({ width })), dpi: HIGHEST_DPI, widthMm }
}

/** Level lines may still stand on their head: the better reading of the two tells. */
async function readUpright(
  raster: Raster,
  dpi: number,
): Promise<{ raster: Raster; reading: Reading; overturned: boolean }> {
  const reading = await readSized(raster, dpi)
  const nothing = { raster, reading, overturned: false }
  if ((reading.confidence ?? 0) >= DOUBTFUL) return nothing
  const other = await rasterOf(pictureOf(raster).rotate(180))
  const again = await readSized(other, dpi)
  if ((again.confidence ?? 0) < (reading.confidence ?? 0) + 8) return nothing
  return { raster: other, reading: again, overturned: true }
}

/** Small letters are enlarged for the reading alone; what is kept stays as it was scanned. */
async function readSized(raster: Raster, dpi: number): Promise<Reading> {
  if (dpi >= READING_DPI * 0.8) return recognise(raster, dpi)
  const scale = Math.min(3, READING_DPI / dpi)
  const larger = await rasterOf(pictureOf(raster).resize({ width: Math.round(raster.width * scale) }))
  return recognise(larger, dpi * scale)
}
