import sharp from 'sharp'
import { picturesOfPdf } from './pictures-of-pdf.ts'
import { MAX_PAGES, MAX_PIXELS, type Picture, rasterOf } from './raster.ts'
import { UnreadableFile } from './schema.ts'

/** A4 at 300 dots is 2,480 by 3,508. A phone's photo of it has more, which no reader of letters needs. */
const LONGEST_SIDE = 3800
const MM_PER_INCH = 25.4

/**
 * The pages of a file, one after the other so that only one stands in the memory. A PDF gives the pictures on its pages;
 * `text` when it needs none because it holds text already.
 * @throws UnreadableFile
 */
export async function picturesOf(
  bytes: Uint8Array,
  type: string,
): Promise<'text' | { count: number; picture(page: number): Promise<Picture> }> {
  if (type === 'application/pdf') return picturesOfPdf(bytes)
  const { pages = 1, width, height } = await readable(() => sharp(bytes).metadata())
  if (pages > MAX_PAGES) throw new UnreadableFile('too-many-pages')
  if (width * height > MAX_PIXELS) throw new UnreadableFile('too-large')
  return { count: pages, picture: (page) => readable(() => pictureAt(bytes, page)) }
}

async function pictureAt(bytes: Uint8Array, page: number): Promise<Picture> {
  const picture = sharp(bytes, { page, limitInputPixels: MAX_PIXELS })
  const { density, autoOrient, width } = await picture.metadata()
  // A camera writes 72 and means nothing; a scanner writes what it did.
  const widthMm =
    density && density >= 100 ? ((autoOrient?.width ?? width) / density) * MM_PER_INCH : undefined
  const raster = await rasterOf(
    picture.autoOrient().resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true }),
  )
  return widthMm === undefined ? { raster } : { raster, widthMm }
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    throw new UnreadableFile('unreadable', { cause })
  }
}
