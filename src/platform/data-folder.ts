import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from './config.ts'

/**
 * Takes the data folder for this process: two over one folder would stop each other's database. What a killed process
 * left behind is taken over. Returns how to give it back.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'process')
  const own = `${file}.${process.pid}`
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(own, String(process.pid))
  } catch (cause) {
    throw new ConfigError(
      `Cannot write in ${folder}. Make the folder writable or set DATA_DIR to another one.`,
      { cause },
    )
  }
  try {
    while (!(await isNamed(own, file))) {
      const holder = await readHolder(file)
      if (holder !== null) {
        throw new ConfigError(
          `Another Tỉnh Số (process ${holder}) uses ${folder}. Stop it, or set DATA_DIR to another folder.`,
        )
      }
      await rm(file, { force: true })
    }
  } finally {
    await rm(own, { force: true })
  }
  return () => rm(file, { force: true })
}

/** A second name for a file that is whole already: of two that start at the same moment one gets it. */
async function isNamed(own: string, name: string): Promise<boolean> {
  try {
    await link(own, name)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function readHolder(file: string): Promise<number | null> {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''))
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return null
  try {
    process.kill(pid, 0)
  } catch {
    return null
  }
  // A process number is given again after a crash or a restart of the machine; then it is not one of ours.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'main.ts')
  return /main\.ts|src\/commands\//.test(command) ? pid : null
}
