import { fileURLToPath } from 'node:url'
import { PHASE_PRODUCTION_BUILD } from 'next/constants.js'
import { buildFolder } from './lib/http/build-folder.mjs'
import { variantRewrites } from './lib/languages/variants.mjs'

// A build for `npm run bench` has routes of its own, and a folder of its own.
const bench = process.env.BENCH_BUILD === '1'

/** @type {import('next').NextConfig} */
const config = {
  distDir: buildFolder,
  ...(bench && { pageExtensions: ['bench.ts', 'tsx', 'ts'] }),
  // What runs is what was built, whatever the clone holds by then.
  env: { SHOP_COMMIT: process.env.SHOP_COMMIT || 'unknown' },
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` has just checked types (scripts/test.ts), and `npm run typecheck` covers the routes of the bench.
  typescript: {
    ignoreBuildErrors: bench || process.env.TYPES_CHECKED === '1',
    ...(bench && { tsconfigPath: 'bench/tsconfig.json' }),
  },
  // What an operator searches for may be a card number, some addresses are keys, and in development Next logs addresses.
  logging: { incomingRequests: { ignore: [/\/admin\/search/, /\/(o|confirm|reset|invitation)\//] } },
  serverExternalPackages: ['@node-rs/argon2', 'pino'],
  // Pages that are the same for everybody are drawn once, and kept in memory alone.
  cacheHandler: fileURLToPath(new URL('./lib/page-store.mjs', import.meta.url)),
  cacheMaxMemorySize: 0,
  experimental: {
    isrFlushToDisk: false,
    // What was fetched ahead may be shown as late as what the server keeps.
    staleTimes: { static: 60 },
  },
  rewrites: async () => ({ beforeFiles: [], afterFiles: variantRewrites(), fallback: [] }),
  // Of what is not found nobody keeps a copy (lib/http/entrance.ts).
  headers: async () => [
    { source: '/artwork/:file', headers: [{ key: 'Cache-Control', value: 'public, max-age=86400' }] },
  ],
}

// A build also writes down, and copies, what its server needs to run in another place (scripts/standalone.ts). `npm start` runs here.
export default (phase) => ({
  ...config,
  ...(phase === PHASE_PRODUCTION_BUILD && !bench && { output: 'standalone' }),
})
