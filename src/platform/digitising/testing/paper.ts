import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import sharp from 'sharp'
import { readFonts } from '../../documents/fonts.ts'

/** What stands on the paper of the tests: every tone, an official head, a table of particulars. Nobody in it exists. */
export const paperText = [
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'GIẤY CHỨNG SINH',
  'Họ, chữ đệm, tên mẹ: Thạch Thị Sô Phia',
  'Năm sinh: 1994. Dân tộc: Khmer. Quốc tịch: Việt Nam',
  'Nơi cư trú: Ấp Biển Tây A, xã Vĩnh Trạch Đông, thành phố Bạc Liêu',
  'Đã sinh con vào lúc 08 giờ 15 phút, ngày 12 tháng 11 năm 2024',
  'Tại: Bệnh viện Đa khoa tỉnh Bạc Liêu, phường 7, thành phố Bạc Liêu',
  'Số con trong lần sinh này: 01. Giới tính của con: Nam. Cân nặng: 3200 gam',
  'Tình trạng của con: khỏe mạnh, bú tốt, da hồng hào, khóc to',
  'Dự định đặt tên con là: Thạch Minh Khôi',
  'Người đỡ đẻ: Nguyễn Thị Mỹ Xuyên, nữ hộ sinh trung học',
  'Lưu ý: Giấy này được dùng để đăng ký khai sinh tại Ủy ban nhân dân cấp xã',
  'trong thời hạn sáu mươi ngày kể từ ngày sinh theo quy định của pháp luật về hộ tịch',
  'Cha, mẹ hoặc người thân thích có trách nhiệm đăng ký khai sinh cho trẻ đúng hạn',
]

/** The paper as a clean picture of an A4 page, with this many dots an inch. */
export async function paperPicture(dpi: number, lines: readonly string[] = paperText): Promise<Buffer> {
  const source = `#set page(width: 210mm, height: 297mm, margin: 25mm)
#set text(font: "Tinos", size: 13pt, lang: "vi")
${lines.map((line) => `#text(${JSON.stringify(line)})`).join('\n\n')}
`
  const compiler = NodeCompiler.create({
    workspace: '/nonexistent/paper',
    fontArgs: [{ fontBlobs: readFonts() }],
  })
  const svg = compiler.svg({ mainFileContent: source })
  return sharp(Buffer.from(svg), { density: dpi })
    .resize({ width: Math.round((210 / 25.4) * dpi) })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer()
}

/** As a scanner gives a sheet that lay askew on its glass of the same size: turned clockwise, with grain. */
export async function scanOf(picture: Buffer, degrees: number): Promise<Buffer> {
  const [sheet, glass] = [sharp(picture).removeAlpha(), await sharp(picture).metadata()]
  const onItsSide = Math.abs(degrees) % 180 > 45 && Math.abs(degrees) % 180 < 135
  const [width, height] = onItsSide ? [glass.height, glass.width] : [glass.width, glass.height]
  const turned = await sheet
    .rotate(degrees, { background: '#fbfbf7' })
    .png()
    .toBuffer({ resolveWithObject: true })
  const seen = await sharp(turned.data)
    .extract({
      left: Math.max(0, Math.floor((turned.info.width - width) / 2)),
      top: Math.max(0, Math.floor((turned.info.height - height) / 2)),
      width,
      height,
    })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const grain = noise(7)
  const { data, info } = seen
  for (let at = 0; at < data.length; at++) {
    data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) * 0.94 + grain() * 16))
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .jpeg({ quality: 88 })
    .toBuffer()
}

/** Numbers from −0.5 to 0.5 that look like chance and are the same each time (Lehmer). */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647 - 0.5
  }
}

type Spot = readonly [number, number]

/** As a phone takes it: the sheet on a dark table, seen askew, in uneven light. `corners` as parts of the photo. */
export async function photoOf(picture: Buffer, corners: readonly [Spot, Spot, Spot, Spot]): Promise<Buffer> {
  const [width, height] = [2400, 3200]
  const sheet = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const data = Buffer.alloc(width * height * 3)
  const inverse = inverseOf(corners.map(([x, y]) => [x * width, y * height] as const))
  const grain = noise(11)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = inverse(x, y)
      const inside = u >= 0 && u < 1 && v >= 0 && v < 1
      const from =
        (Math.floor(v * sheet.info.height) * sheet.info.width + Math.floor(u * sheet.info.width)) * 3
      const light = 0.62 + 0.3 * (x / width)
      for (let colour = 0; colour < 3; colour++) {
        const base = inside ? (sheet.data[from + colour] ?? 0) * 0.9 + 12 : 46 + colour * 6
        data[(y * width + x) * 3 + colour] = Math.max(0, Math.min(255, base * light + grain() * 12))
      }
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 88 })
    .toBuffer()
}

/** From a place in the photo to a place on the sheet (0 to 1): the inverse of the projection onto the four corners. */
function inverseOf(corners: readonly (readonly [number, number])[]): (x: number, y: number) => Spot {
  const [p0, p1, p2, p3] = corners as [Spot, Spot, Spot, Spot]
  const [dx1, dx2, dx3] = [p1[0] - p2[0], p3[0] - p2[0], p0[0] - p1[0] + p2[0] - p3[0]]
  const [dy1, dy2, dy3] = [p1[1] - p2[1], p3[1] - p2[1], p0[1] - p1[1] + p2[1] - p3[1]]
  const below = dx1 * dy2 - dx2 * dy1
  const g = (dx3 * dy2 - dx2 * dy3) / below
  const h = (dx1 * dy3 - dx3 * dy1) / below
  const [a, b, c] = [p1[0] - p0[0] + g * p1[0], p3[0] - p0[0] + h * p3[0], p0[0]]
  const [d, e, f] = [p1[1] - p0[1] + g * p1[1], p3[1] - p0[1] + h * p3[1], p0[1]]
  return (x, y) => {
    const w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d)
    return [
      ((e - f * h) * x + (c * h - b) * y + (b * f - c * e)) / w,
      ((f * g - d) * x + (a - c * g) * y + (c * d - a * f)) / w,
    ]
  }
}

/** The share of the words of the paper that are found in a text, whatever the marks of punctuation. */
export function recall(text: string, lines: readonly string[] = paperText): number {
  const words = (from: string) =>
    from
      .normalize('NFC')
      .toLocaleLowerCase('vi')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const found = new Map<string, number>()
  for (const word of words(text)) found.set(word, (found.get(word) ?? 0) + 1)
  const wanted = words(lines.join(' '))
  let hit = 0
  for (const word of wanted) {
    const left = found.get(word) ?? 0
    if (left === 0) continue
    found.set(word, left - 1)
    hit += 1
  }
  return hit / wanted.length
}
