import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { withoutHints } from './unhinted-font.ts'

const require = createRequire(import.meta.url)

/**
 * The faces that a template may name: Tinos for official papers (NĐ 30/2020/NĐ-CP, phụ lục I asks for Times New Roman; Tinos has its
 * measures and every Vietnamese letter), Be Vietnam Pro for the rest, Noto Sans Khmer for Khmer names in either.
 */
export const faces: readonly string[] = [
  require.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  require.resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf'),
  require.resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
  require.resolve('@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf'),
  require.resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf'),
  require.resolve('@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-khmer/400Regular/NotoSansKhmer_400Regular.ttf'),
  require.resolve('@expo-google-fonts/noto-sans-khmer/700Bold/NotoSansKhmer_700Bold.ttf'),
]

/**
 * The bytes of every face; they come with the packages, so a paper looks the same on every machine. Without hints, which would be a
 * third of each paper, and of the time it takes to pack it, for screens of a hundred dots an inch.
 */
export function readFonts(): Buffer[] {
  return faces.map((face) => withoutHints(readFileSync(face)))
}
