import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from '../errors.ts'
import type { FileStore } from './files.ts'
import { stripMetadata } from './strip-metadata.ts'

/** What may be handed in, by content; the name and the claimed type of an upload prove nothing. */
const ACCEPTED: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/tiff',
])

export const MAX_FILE_BYTES = 20 * 1024 * 1024

export type StoredFile = {
  readonly hash: string
  readonly size: number
  readonly type: string
  readonly scan: string
}

/**
 * Takes an upload in: size, real type by content, metadata of photos (place, camera) removed, then stored under its
 * hash. Refuses with 413 or 422 and stores nothing.
 */
export async function acceptUpload(files: FileStore, bytes: Uint8Array): Promise<StoredFile> {
  if (bytes.length === 0) throw new Refusal(422, 'file.empty', 'Tệp rỗng. Hãy chọn lại tệp.')
  if (bytes.length > MAX_FILE_BYTES)
    throw new Refusal(
      413,
      'file.too_large',
      'Tệp lớn hơn 20 MB. Hãy chụp lại nhỏ hơn hoặc tách thành nhiều tệp.',
    )
  const type = (await fileTypeFromBuffer(bytes))?.mime ?? 'unknown'
  if (!ACCEPTED.has(type)) {
    throw new Refusal(
      422,
      'file.wrong_type',
      'Chỉ nhận tệp PDF hoặc ảnh JPG, PNG, WebP, TIFF. Hãy chụp ảnh hoặc lưu lại thành PDF.',
    )
  }
  const clean = stripMetadata(bytes, type)
  const scan = await files.scan(clean)
  if (scan === 'infected') {
    throw new Refusal(
      422,
      'file.infected',
      'Tệp có mã độc nên không được nhận. Hãy quét máy của bạn rồi gửi tệp khác.',
    )
  }
  return { hash: await files.put(clean), size: clean.length, type, scan }
}
