import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { FileProblem } from './problems.ts'

/** The text of a file and what is wrong with its letters; `text` is undefined when the file cannot be read. */
export type TextRead = { text: string | undefined; problems: FileProblem[] }

/**
 * Reads a UTF-8 file that an administrator edits. A missing file, a byte that is not UTF-8, and a letter that is not
 * composed (NFC, TCVN 6909:2001) are problems with their line.
 */
export async function readProvinceText(path: string, file: string = basename(path)): Promise<TextRead> {
  const bytes = await readFile(path).catch(() => undefined)
  if (bytes === undefined)
    return { text: undefined, problems: [{ file, line: 1, reason: 'Không đọc được tệp' }] }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
  const problems: FileProblem[] = []
  text.split('\n').forEach((content, index) => {
    const reason = wrongLetters(content)
    if (reason !== undefined) problems.push({ file, line: index + 1, reason })
  })
  return { text, problems }
}

function wrongLetters(content: string): string | undefined {
  if (content.includes('\uFFFD')) return 'Có ký tự không phải UTF-8'
  if (content !== content.normalize('NFC')) return 'Chữ tiếng Việt chưa ở dạng dựng sẵn (NFC)'
  if (/[\u200B-\u200D\u2060\uFEFF]/.test(content)) return 'Có ký tự ẩn (zero-width)'
  return undefined
}
