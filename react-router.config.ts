import type { Config } from '@react-router/dev/config'
import { compressAssets } from './scripts/compress-assets.ts'

export default {
  appDirectory: 'src',
  routeDiscovery: { mode: 'initial' },
  // `platform/http/access.ts` has already refused requests from other sites, with the public address in mind.
  allowedActionOrigins: ['**'],
  buildEnd: ({ reactRouterConfig }) => compressAssets(`${reactRouterConfig.buildDirectory}/client`),
} satisfies Config
