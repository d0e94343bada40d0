import { glob, readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Writes `.br` and `.gz` beside each text file of a folder once, so that serving one costs no compression. */
export async function compressAssets(folder: string): Promise<void> {
  for await (const file of glob(`${folder}/**/*.{js,css,svg,txt}`)) {
    const content = await readFile(file)
    await writeFile(`${file}.br`, await brotli(content))
    await writeFile(`${file}.gz`, await zip(content, { level: 9 }))
  }
}
