import { formatNumber } from '#platform/text/index.ts'

const KILOBYTE = 1024

/** The size of a file as people read it: "820 KB", "1,2 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < KILOBYTE * KILOBYTE) return `${formatNumber(Math.max(1, Math.round(bytes / KILOBYTE)))} KB`
  return `${formatNumber(Math.round((bytes / KILOBYTE / KILOBYTE) * 10) / 10)} MB`
}

const typeNames: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
}

/** "PDF, 1,2 MB". */
export function fileWords(file: { readonly type: string; readonly size: number }): string {
  return `${typeNames[file.type] ?? file.type}, ${sizeWords(file.size)}`
}
