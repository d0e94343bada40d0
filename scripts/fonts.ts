/**
 * Cuts the fonts to what the pages write and keeps the results in `src/web/fonts`. Run it again when a font package
 * is updated: `node scripts/fonts.ts`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

type Cut = { readonly source: string; readonly target: string; readonly letters: string }

const vietnamese = [
  range(0x20, 0x7e),
  range(0xa0, 0xff),
  'ĂăĐđĨĩŨũƠơƯư',
  range(0x300, 0x303),
  '\u0309\u0323',
  range(0x1ea0, 0x1ef9),
  '–—‘’“”„†•…‰‹›₫€−×÷≈≠≤≥→←↑↓№™\u2009\u200b\u202f',
].join('')
const digits = range(0x30, 0x39)
const khmer = range(0x1780, 0x17ff) + range(0x19e0, 0x19ff) + range(0x20, 0x7e)

const cuts: readonly Cut[] = [
  ...[
    ['400Regular', '400'],
    ['500Medium', '500'],
    ['600SemiBold', '600'],
  ].flatMap(([name, weight]) => [
    {
      source: `be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`,
      target: `be-vietnam-pro-${weight}`,
      letters: vietnamese,
    },
    { source: `inter/${name}/Inter_${name}.ttf`, target: `inter-digits-${weight}`, letters: digits },
  ]),
  {
    source: 'noto-sans-khmer/400Regular/NotoSansKhmer_400Regular.ttf',
    target: 'noto-sans-khmer-400',
    letters: khmer,
  },
]

function range(first: number, last: number): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index))
}

const folder = new URL('../src/web/fonts/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const { source, target, letters } of cuts) {
  const font = await readFile(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${source}`)))
  const cut = await subsetFont(font, letters, { targetFormat: 'woff2' })
  await writeFile(new URL(`${target}.woff2`, folder), cut)
  process.stdout.write(`${target}.woff2 ${cut.length} bytes\n`)
}
