// A build for `npm run bench` has routes of its own, and a folder of its own.
const bench = process.env.BENCH_BUILD === '1'

/** @type {import('next').NextConfig} */
export default {
  ...(bench && { distDir: '.next-bench', pageExtensions: ['bench.ts', 'tsx', 'ts'] }),
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run verify` checks types; a build that checked them again would take twice as long.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@node-rs/argon2', 'pino'],
}
