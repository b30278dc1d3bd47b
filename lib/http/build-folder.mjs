// Plain JavaScript, since next.config.js reads it.

/** Where a build of the shop lies, from the folder in which it runs. One for `npm run bench` has routes of its own. */
export const buildFolder = process.env.BENCH_BUILD === '1' ? '.next-bench' : '.next'
