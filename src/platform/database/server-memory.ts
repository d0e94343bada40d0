import { totalmem } from 'node:os'

const MB = 1024 * 1024

/**
 * How much PostgreSQL keeps of its files (`shared_buffers`): an eighth of the memory that this process may have, the
 * container's where there is one, because the house and the cache of the system live beside it. Measured on the merge of
 * a million dossiers, whose indexes alone are larger than a gigabyte.
 */
export function sharedBuffers(memory: number = memoryHere()): string {
  const eighth = Math.floor(memory / 8 / MB)
  return `${Math.min(4096, Math.max(128, eighth))}MB`
}

function memoryHere(): number {
  const allowed = process.constrainedMemory()
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
}
