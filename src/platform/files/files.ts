import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type ScanResult, scanForViruses } from './virus-scan.ts'

/** Bytes by content: the name of a file is the SHA-256 of what it holds, so the same paper is stored once. */
export type FileStore = {
  /** Stores and returns the hash; the bytes are on the disk when it returns. */
  put(bytes: Uint8Array): Promise<string>
  get(hash: string): Promise<Buffer>
  stream(hash: string): Readable
  /** Asks the virus scanner, if there is one. */
  scan(bytes: Uint8Array): Promise<ScanResult>
}

/** Files under one folder, spread over 256 subfolders. */
export function openFileStore(
  folder: string,
  { clamdUrl = null }: { clamdUrl?: string | null } = {},
): FileStore {
  const pathOf = (hash: string) => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a content hash')
    return join(folder, hash.slice(0, 2), hash)
  }
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(hash)
      if (await stat(path).catch(() => null)) return hash
      await mkdir(dirname(path), { recursive: true })
      // Written whole beside and renamed: a crash leaves no half file under a right name.
      const partial = `${path}.${randomUUID()}`
      const handle = await open(partial, 'wx')
      await handle.writeFile(bytes)
      await handle.sync()
      await handle.close()
      await rename(partial, path)
      // The name too must be on the disk, and that of a folder made for it, or a power cut takes a paper back.
      for (const holding of [dirname(path), folder]) await syncFolder(holding)
      return hash
    },
    get: (hash) => readFile(pathOf(hash)),
    stream: (hash) => createReadStream(pathOf(hash)),
    scan: (bytes) => scanForViruses(bytes, clamdUrl),
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}
