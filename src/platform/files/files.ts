import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, stat, unlink, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type ScanResult, scanForViruses } from './virus-scan.ts'

/** Bytes by content: the name of a file is the SHA-256 of what it holds, so the same paper is stored once. */
export type FileStore = {
  /** Stores and returns the hash; the bytes are on the disk when it returns. */
  put(bytes: Uint8Array): Promise<string>
  get(hash: string): Promise<Buffer>
  stream(hash: string): Readable
  /** How many bytes it has. @throws Error when it is not on the disk */
  size(hash: string): Promise<number>
  /** Asks the virus scanner, if there is one. */
  scan(bytes: Uint8Array): Promise<ScanResult>
  /** The files of one of the 256 parts (`00` to `ff`) that nobody has put since that instant. */
  listUntouched(part: string, since: Date): Promise<string[]>
  /** Removes a file for good, unless somebody has put it again since that instant. Tells the bytes that went, 0 if none. */
  remove(hash: string, since: Date): Promise<number>
}

const HASH = /^[0-9a-f]{64}$/

/** Files under one folder, spread over 256 subfolders. */
export function openFileStore(
  folder: string,
  { clamdUrl = null }: { clamdUrl?: string | null } = {},
): FileStore {
  const pathOf = (hash: string) => {
    if (!HASH.test(hash)) throw new Error('not a content hash')
    return join(folder, hash.slice(0, 2), hash)
  }
  return {
    async put(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(hash)
      if (await touch(path)) return hash
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
    size: async (hash) => (await stat(pathOf(hash))).size,
    scan: (bytes) => scanForViruses(bytes, clamdUrl),
    async listUntouched(part, since) {
      const names = await readdir(join(folder, part)).catch(() => [])
      const found: string[] = []
      for (const name of names.filter((each) => HASH.test(each))) {
        const { mtime } = (await stat(pathOf(name)).catch(() => null)) ?? { mtime: since }
        if (mtime < since) found.push(name)
      }
      return found
    },
    async remove(hash, since) {
      // Out of the way first, then looked at: whoever puts it meanwhile either finds it gone and writes it anew, or
      // has touched it, and then it goes back.
      const path = pathOf(hash)
      const aside = `${path}.${randomUUID()}`
      if (!(await rename(path, aside).then(() => true, isMissing))) return 0
      const { mtime, size } = await stat(aside)
      if (mtime >= since) {
        await rename(aside, path)
        return 0
      }
      await unlink(aside)
      return size
    },
  }
}

/** Says that a file is wanted now; false when it is not there. */
async function touch(path: string): Promise<boolean> {
  const now = new Date()
  return utimes(path, now, now).then(() => true, isMissing)
}

function isMissing(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false
  throw error
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}
