import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import type { TestProject } from 'vitest/node'
import product from '../../package.json' with { type: 'json' }

declare module 'vitest' {
  interface ProvidedContext {
    browserProgram: string
  }
}

/**
 * Unpacks the browser before the first journey. The package alone unpacks into `/tmp/chromium` and takes whatever lies there
 * for whole: of two journeys that begin at once on a fresh machine the second ran the half that the first had written. So
 * it unpacks into a folder without a name, which is named when it is complete.
 */
export default async function unpackBrowser(project: TestProject): Promise<void> {
  const folder = join(tmpdir(), `tinh-so-chromium-${product.devDependencies['@sparticuz/chromium']}`)
  if (!existsSync(folder)) await unpackInto(folder)
  project.provide('browserProgram', join(folder, 'chromium'))
}

async function unpackInto(folder: string): Promise<void> {
  const { TMPDIR } = process.env
  const unnamed = await mkdtemp(`${folder}-`)
  process.env.TMPDIR = unnamed
  try {
    await chromium.executablePath()
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
  // Another run on this machine may have come first: then its folder is as good.
  await rename(unnamed, folder).catch(() => rm(unnamed, { recursive: true, force: true }))
}
