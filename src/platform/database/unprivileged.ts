import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How to run a program as somebody other than root: PostgreSQL refuses root. */
export type Unprivileged = {
  readonly prefix: readonly string[]
  readonly uid?: number
  readonly gid?: number
}

const NOBODY = 65_534

/**
 * Under root, PostgreSQL runs as `nobody` when that user can reach the folder. It cannot when a parent is private to
 * root (/root, a temporary folder): then a user namespace shows the server another number while the files stay
 * root's, so that nothing has to be copied or opened up. Creating a system user was rejected: it changes the host.
 */
export async function unprivileged(folders: readonly string[]): Promise<Unprivileged> {
  if (process.getuid?.() !== 0) return { prefix: [] }
  for (const folder of folders) {
    if (!(await openToAll(folder))) {
      return { prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'] }
    }
  }
  return { prefix: [], uid: NOBODY, gid: NOBODY }
}

async function openToAll(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const { mode } = await stat(path)
    if ((mode & 0o001) === 0) return false
    if (path === dirname(path)) return true
  }
}
