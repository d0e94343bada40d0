const SIMPLE_HEAD = 10
const COMPONENT = {
  words: 0x0001,
  scale: 0x0008,
  more: 0x0020,
  twoScales: 0x0040,
  matrix: 0x0080,
  hints: 0x0100,
}

type Tables = Map<string, Buffer>

/**
 * A TrueType face without the programs that fit its outlines to a coarse screen (OpenType: `fpgm`, `prep`, `cvt ` and the
 * instructions of each glyph). The outlines, their widths and every letter stay as they are.
 */
export function withoutHints(face: Buffer): Buffer {
  const tables = readTables(face)
  const [head, loca, glyf] = ['head', 'loca', 'glyf'].map((tag) => tables.get(tag))
  // Outlines of another kind (CFF) have their hints elsewhere.
  if (!head || !loca || !glyf) return face
  for (const tag of ['fpgm', 'prep', 'cvt ', 'hdmx', 'LTSH', 'VDMX', 'gasp', 'DSIG']) tables.delete(tag)
  const glyphs = readGlyphs(glyf, loca, head.readInt16BE(50) === 1).map(bareGlyph)
  tables.set('glyf', Buffer.concat(glyphs))
  tables.set('loca', placesOf(glyphs))
  const longPlaces = Buffer.from(head)
  longPlaces.writeInt16BE(1, 50)
  tables.set('head', longPlaces)
  return writeTables(face.readUInt32BE(0), tables)
}

function readTables(face: Buffer): Tables {
  const tables: Tables = new Map()
  for (let index = 0, at = 12; index < face.readUInt16BE(4); index++, at += 16) {
    const from = face.readUInt32BE(at + 8)
    tables.set(face.toString('latin1', at, at + 4), face.subarray(from, from + face.readUInt32BE(at + 12)))
  }
  return tables
}

function readGlyphs(glyf: Buffer, loca: Buffer, long: boolean): Buffer[] {
  const place = (index: number) => (long ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2)
  const count = loca.length / (long ? 4 : 2) - 1
  return Array.from({ length: count }, (_, index) => glyf.subarray(place(index), place(index + 1)))
}

function bareGlyph(glyph: Buffer): Buffer {
  if (glyph.length === 0) return glyph
  const contours = glyph.readInt16BE(0)
  return padded(contours < 0 ? bareComposite(glyph) : bareOutline(glyph, contours))
}

function bareOutline(glyph: Buffer, contours: number): Buffer {
  const at = SIMPLE_HEAD + contours * 2
  return Buffer.concat([
    glyph.subarray(0, at),
    Buffer.alloc(2),
    glyph.subarray(at + 2 + glyph.readUInt16BE(at)),
  ])
}

function bareComposite(glyph: Buffer): Buffer {
  const bare = Buffer.from(glyph)
  for (let at = SIMPLE_HEAD; ; ) {
    const flags = bare.readUInt16BE(at)
    bare.writeUInt16BE(flags & ~COMPONENT.hints, at)
    at += 4 + (flags & COMPONENT.words ? 4 : 2)
    if (flags & COMPONENT.scale) at += 2
    else if (flags & COMPONENT.twoScales) at += 4
    else if (flags & COMPONENT.matrix) at += 8
    if (!(flags & COMPONENT.more)) return bare.subarray(0, at)
  }
}

function placesOf(glyphs: readonly Buffer[]): Buffer {
  const loca = Buffer.alloc((glyphs.length + 1) * 4)
  let at = 0
  for (const [index, { length }] of glyphs.entries()) {
    at += length
    loca.writeUInt32BE(at, (index + 1) * 4)
  }
  return loca
}

function writeTables(version: number, tables: Tables): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1))
  const power = 2 ** Math.floor(Math.log2(sorted.length))
  const directory = Buffer.alloc(12 + sorted.length * 16)
  directory.writeUInt32BE(version, 0)
  directory.writeUInt16BE(sorted.length, 4)
  directory.writeUInt16BE(power * 16, 6)
  directory.writeUInt16BE(Math.log2(power), 8)
  directory.writeUInt16BE((sorted.length - power) * 16, 10)
  let from = directory.length
  for (const [index, [tag, { length }]] of sorted.entries()) {
    const at = 12 + index * 16
    directory.write(tag, at, 'latin1')
    directory.writeUInt32BE(from, at + 8)
    directory.writeUInt32BE(length, at + 12)
    from += Math.ceil(length / 4) * 4
  }
  return Buffer.concat([directory, ...sorted.map(([, table]) => padded(table))])
}

function padded(bytes: Buffer): Buffer {
  return bytes.length % 4 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(4 - (bytes.length % 4))])
}
