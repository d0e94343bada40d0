import { type Browser, chromium } from 'playwright-core'
import { inject } from 'vitest'

/**
 * A real Chromium without a window, from an npm package (`unpack-browser.ts`): nothing to install on the machine. Close it when
 * done.
 * The package's own arguments are left out: they turn web security off and put all pages into one process. Without
 * `--no-sandbox` Chromium refuses to run as root; SwiftShader draws WebGL where there is no graphics card.
 */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('browserProgram'),
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  })
}
