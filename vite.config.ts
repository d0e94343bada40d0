import { pathToFileURL } from 'node:url'
import { reactRouter } from '@react-router/dev/vite'
import { defineConfig, type Plugin } from 'vite'

const TOKENS = '#web/context.ts'
const SHARED = '\0shared-tokens'

/**
 * Keeps the module of the context tokens out of the server bundle. Bundled, it would be a second copy beside the one
 * that the server sets, and every read would fail with "No value found for context". Vite's development server cannot
 * leave a package import alone, so there the tokens are handed over by the process they share.
 */
function sharedTokens(): Plugin {
  let serving = false
  return {
    name: 'shared-tokens',
    enforce: 'pre',
    configResolved: (config) => {
      serving = config.command === 'serve'
    },
    resolveId(source, _importer, { ssr }) {
      if (!ssr || source !== TOKENS) return null
      return serving ? SHARED : { id: TOKENS, external: true }
    },
    async load(id) {
      if (id !== SHARED) return null
      const tokens = await import(pathToFileURL('src/web/context.ts').href)
      Reflect.set(globalThis, SHARED, tokens)
      return `export const { ${Object.keys(tokens).join(', ')} } = globalThis[${JSON.stringify(SHARED)}]`
    },
  }
}

export default defineConfig({
  plugins: [sharedTokens(), reactRouter()],
  build: {
    // A data: URI would need a looser Content-Security-Policy and cannot be cached by itself.
    assetsInlineLimit: 0,
    cssTarget: ['chrome99', 'safari15.4'],
  },
})
