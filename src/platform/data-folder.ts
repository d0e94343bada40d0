import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigError } from './config.ts'

/** Makes the folder where it is missing, and refuses one that nobody could write in. Any number of processes may share it. */
export async function makeDataFolder(folder: string): Promise<void> {
  const probe = join(folder, `process.${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(probe, '')
    await rm(probe)
  } catch (cause) {
    throw new ConfigError(
      `Cannot write in ${folder}. Make the folder writable or set DATA_DIR to another one.`,
      { cause },
    )
  }
}

/**
 * Takes the embedded database of the folder for this process: two would stop each other's server. What a killed process
 * left behind is taken over. Returns how to give it back.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  await makeDataFolder(folder)
  const file = join(folder, 'process')
  while (!(await makeWhole(file, String(process.pid)))) {
    const holder = await readHolder(file)
    if (holder !== null) {
      throw new ConfigError(
        `Another Tỉnh Số (process ${holder}) uses ${folder}. Stop it, or set DATA_DIR to another folder.`,
      )
    }
    await rm(file, { force: true })
  }
  return () => rm(file, { force: true })
}

/**
 * Writes a file that nobody may see half written: a second name for one that is whole already, so of two that make it at
 * the same moment one does. False when it is there.
 */
export async function makeWhole(file: string, text: string): Promise<boolean> {
  const whole = `${file}.${randomUUID()}`
  await writeFile(whole, text, { mode: 0o600, flag: 'wx', flush: true })
  try {
    const made = await isNamed(whole, file)
    await syncFolder(dirname(file))
    return made
  } finally {
    await rm(whole, { force: true })
  }
}

/** The name too must outlive a power cut: what a key has locked is in the database by then. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

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
