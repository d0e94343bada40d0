/**
 * Removes what a photo tells beside its picture: place, camera, owner. The turn of a JPEG is kept, else it would lie on
 * its side. Other types come back as they are. No library: those on npm re-encode the picture or are native.
 */
export function stripMetadata(bytes: Uint8Array, type: string): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (type === 'image/jpeg') return stripJpeg(buffer)
  if (type === 'image/png') return stripPng(buffer)
  if (type === 'image/webp') return stripWebp(buffer)
  return bytes
}

const APP1 = 0xe1
const APP13 = 0xed
const COMMENT = 0xfe
const START_OF_SCAN = 0xda

function stripJpeg(jpeg: Buffer): Buffer {
  const kept: Buffer[] = [jpeg.subarray(0, 2)]
  let at = 2
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== START_OF_SCAN) {
    const marker = jpeg[at + 1]
    const end = at + 2 + jpeg.readUInt16BE(at + 2)
    const segment = jpeg.subarray(at, end)
    if (marker === APP1) {
      const turn = orientationOf(segment)
      if (turn > 1) kept.push(orientationSegment(turn))
    } else if (marker !== APP13 && marker !== COMMENT) {
      kept.push(segment)
    }
    at = end
  }
  return Buffer.concat([...kept, jpeg.subarray(at)])
}

const EXIF = Buffer.from('Exif\0\0', 'latin1')
const ORIENTATION = 0x0112

/** The orientation 1–8 of an Exif segment (first directory of its TIFF part), 1 when there is none. */
function orientationOf(segment: Buffer): number {
  if (!segment.subarray(4, 10).equals(EXIF) || segment.length < 24) return 1
  const tiff = segment.subarray(10)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) =>
    at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at)
  const u32 = (at: number) =>
    at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at)
  const directory = u32(4)
  for (let entry = 0; entry < u16(directory); entry++) {
    const at = directory + 2 + entry * 12
    if (u16(at) === ORIENTATION) return u16(at + 8)
  }
  return 1
}

function orientationSegment(turn: number): Buffer {
  const segment = Buffer.alloc(36)
  segment.writeUInt16BE(0xff00 + APP1, 0)
  segment.writeUInt16BE(34, 2)
  EXIF.copy(segment, 4)
  segment.write('MM\0*', 10, 'latin1')
  segment.writeUInt32BE(8, 14)
  segment.writeUInt16BE(1, 18)
  segment.writeUInt16BE(ORIENTATION, 20)
  segment.writeUInt16BE(3, 22)
  segment.writeUInt32BE(1, 24)
  segment.writeUInt16BE(turn, 28)
  return segment
}

const PNG_PRIVATE = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])

function stripPng(png: Buffer): Buffer {
  const kept: Buffer[] = [png.subarray(0, 8)]
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 12 + png.readUInt32BE(at)
    if (!PNG_PRIVATE.has(png.toString('latin1', at + 4, at + 8))) kept.push(png.subarray(at, end))
    at = end
  }
  return Buffer.concat(kept)
}

const WEBP_PRIVATE = new Set(['EXIF', 'XMP '])

function stripWebp(webp: Buffer): Buffer {
  const kept: Buffer[] = []
  for (let at = 12; at + 8 <= webp.length; ) {
    const size = webp.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    const name = webp.toString('latin1', at, at + 4)
    const chunk = Buffer.from(webp.subarray(at, end))
    // The extended header announces the chunks that follow: bits 3 (Exif) and 2 (XMP).
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~0b1100
    if (!WEBP_PRIVATE.has(name)) kept.push(chunk)
    at = end
  }
  const body = Buffer.concat(kept)
  const head = Buffer.from(webp.subarray(0, 12))
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}
