import { reactRouter } from '@react-router/dev/vite'
import { defineConfig, type Plugin } from 'vite'

/**
 * Keeps the module of the context tokens out of the server bundle. Bundled, it would be a second copy beside the one
 * that the server sets, and every read would fail with "No value found for context".
 */
function sharedTokens(): Plugin {
  return {
    name: 'shared-tokens',
    enforce: 'pre',
    resolveId(source, _importer, { ssr }) {
      return ssr && source === '#web/context.ts' ? { id: source, external: true } : null
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
