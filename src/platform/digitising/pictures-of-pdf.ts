import { getDocumentProxy, getResolvedPDFJS } from 'unpdf'
import { MAX_PAGES, MAX_PIXELS, type Picture, pictureOf, type Raster, rasterOf } from './raster.ts'
import { UnreadableFile } from './schema.ts'

const MM_PER_POINT = 25.4 / 72
/** With more letters than this on a page in the mean, a program wrote the PDF: there is nothing to read from a picture. */
const LETTERS_OF_TEXT = 40

type Document = Awaited<ReturnType<typeof getDocumentProxy>>
type Page = Awaited<ReturnType<Document['getPage']>>

/** The scanned pictures of a PDF, or `text` when it can be searched as it is. @throws UnreadableFile */
export async function picturesOfPdf(
  bytes: Uint8Array,
): Promise<'text' | { count: number; picture(page: number): Promise<Picture> }> {
  const document = await open(bytes)
  if (document.numPages > MAX_PAGES) throw new UnreadableFile('too-many-pages')
  if (await holdsText(document)) return 'text'
  return {
    count: document.numPages,
    async picture(at) {
      const page = await document.getPage(at + 1)
      const raster = await largestPicture(page)
      const size = page.getViewport({ scale: 1, rotation: 0 })
      const upright = page.rotate === 0 ? raster : await rasterOf(pictureOf(raster).rotate(page.rotate))
      const width = page.rotate % 180 === 0 ? size.width : size.height
      page.cleanup()
      return { raster: upright, widthMm: width * MM_PER_POINT }
    },
  }
}

async function open(bytes: Uint8Array): Promise<Document> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes))
  } catch (cause) {
    const locked = cause instanceof Error && cause.name === 'PasswordException'
    throw new UnreadableFile(locked ? 'locked' : 'unreadable', { cause })
  }
}

async function holdsText(document: Document): Promise<boolean> {
  let letters = 0
  for (let at = 1; at <= document.numPages; at++) {
    const { items } = await (await document.getPage(at)).getTextContent()
    for (const item of items) if ('str' in item) letters += item.str.trim().length
  }
  return letters / document.numPages > LETTERS_OF_TEXT
}

type PdfPicture = { width: number; height: number; kind?: number; data?: Uint8Array | Uint8ClampedArray }

async function largestPicture(page: Page): Promise<Raster> {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await page.getOperatorList()
  let best: PdfPicture | undefined
  for (const [at, operation] of fnArray.entries()) {
    const found = await pictureAt(page, { operation, args: argsArray[at], OPS })
    if (!found?.data || found.width * found.height > MAX_PIXELS) continue
    if (!best || found.width * found.height > best.width * best.height) best = found
  }
  if (!best?.data) throw new UnreadableFile('no-scan')
  return colours(best, best.data)
}

type Operation = { operation: number; args: unknown; OPS: Record<string, number> }

async function pictureAt(page: Page, { operation, args, OPS }: Operation): Promise<PdfPicture | undefined> {
  const first = Array.isArray(args) ? args[0] : undefined
  if (operation === OPS.paintInlineImageXObject) return first as PdfPicture
  if (operation !== OPS.paintImageXObject || typeof first !== 'string') return undefined
  const shelf = first.startsWith('g_') ? page.commonObjs : page.objs
  return new Promise((resolve) => shelf.get(first, (picture: unknown) => resolve(picture as PdfPicture)))
}

/** Black and white (a bit a pixel, rows of whole bytes), colours, or colours with a fourth for what shines through. */
function colours({ width, height, data: _, kind }: PdfPicture, data: Uint8Array | Uint8ClampedArray): Raster {
  const bits = kind === 1
  const perPixel = data.length / (width * height)
  const row = Math.ceil(width / 8)
  const three = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x
      for (let colour = 0; colour < 3; colour++) {
        three[pixel * 3 + colour] = bits
          ? ((data[y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
            ? 255
            : 0
          : (data[pixel * perPixel + (perPixel >= 3 ? colour : 0)] ?? 255)
      }
    }
  }
  return { data: three, width, height }
}
