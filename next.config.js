// A build for `npm run bench` has routes of its own, and a folder of its own.
const bench = process.env.BENCH_BUILD === '1'

// What holds for every answer; what depends on SHOP_URL is added by proxy.ts when the shop runs.
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), geolocation=(), microphone=(), usb=(), browsing-topics=()',
  },
]

/** @type {import('next').NextConfig} */
export default {
  ...(bench && { distDir: '.next-bench', pageExtensions: ['bench.ts', 'tsx', 'ts'] }),
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run verify` checks types; a build that checked them again would take twice as long.
  typescript: { ignoreBuildErrors: true, ...(bench && { tsconfigPath: 'bench/tsconfig.json' }) },
  serverExternalPackages: ['@node-rs/argon2', 'pino'],
  headers: async () => [
    { source: '/:path*', headers },
    { source: '/artwork/:path*', headers: [{ key: 'Cache-Control', value: 'public, max-age=86400' }] },
  ],
}
