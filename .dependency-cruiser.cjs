const shop = '^(app|lib|proxy[.]ts|instrumentation[.]ts)'
const test = '[.]test[.]tsx?$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'nothing-imports-app',
      comment:
        'app/ holds routes only: what is worth importing belongs in lib/, where it can be tested without Next.',
      severity: 'error',
      from: { pathNot: '^app/' },
      to: { path: '^app/' },
    },
    {
      name: 'app-imports-lib-alone',
      comment: 'A production build contains nothing of the emulator, the scripts, the seed or the tests.',
      severity: 'error',
      from: { path: '^app/', pathNot: [test, '[.]bench[.]ts$'] },
      to: { path: '^(sandbox|scripts|e2e|test|bench|prisma)/' },
    },
    {
      name: 'lib-stands-alone',
      comment: 'What the shop knows does not depend on who calls it, nor on test helpers.',
      severity: 'error',
      from: { path: '^lib/', pathNot: test },
      to: { path: '^(sandbox|scripts|e2e|test|bench|prisma|proxy[.]ts|instrumentation[.]ts)' },
    },
    {
      name: 'lib-without-react',
      comment: 'lib/ runs in jobs, commands and tests as well as in pages: drawing belongs in app/.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '(^|node_modules/)react(-dom)?(/|$)' },
    },
    {
      name: 'lib-without-components',
      comment: 'A component in lib/ would be drawn by pages that lib/ must not know.',
      severity: 'error',
      from: { path: '^lib/.*[.]tsx$' },
      to: {},
    },
    {
      name: 'schemas-know-no-database',
      comment:
        'schema.ts says what is let in from outside: it is read in the browser and in tests without a database.',
      severity: 'error',
      from: { path: '^lib/[^/]+/schema[.]ts$' },
      to: { path: '^lib/db[.]ts$', reachable: true },
    },
    {
      name: 'protocol-knows-no-shop',
      comment:
        'lib/paymentwall/ is the protocol as the provider documents it: no database, no Next, no shop. Types of lib/env.ts are all it may take.',
      severity: 'error',
      from: { path: '^lib/paymentwall/', pathNot: test },
      to: { path: '^(lib|app|scripts|sandbox|e2e|test)/', pathNot: '^lib/(paymentwall/|env[.]ts$)' },
    },
    {
      name: 'protocol-takes-types-of-env-alone',
      comment: 'The protocol is given its keys by the caller, so that it can be tested with any.',
      severity: 'error',
      from: { path: '^lib/paymentwall/', pathNot: test },
      to: { path: '^lib/env[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'protocol-without-frameworks',
      comment: 'The protocol outlives frameworks and databases.',
      severity: 'error',
      from: { path: '^lib/paymentwall/', pathNot: test },
      to: { path: 'node_modules/(next|next-auth|pg|@prisma/[^/]+|graphile-worker)/' },
    },
    {
      name: 'sandbox-shares-no-code',
      comment: 'Two implementations that agree are evidence; one that agrees with itself is none.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(app|lib|scripts|e2e|test|bench|prisma)/' },
    },
    {
      name: 'nothing-imports-sandbox',
      comment: 'The shop and its tests know the emulator by its URL alone, as they would the provider.',
      severity: 'error',
      from: { pathNot: '^sandbox/' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-development-packages-in-production',
      comment: 'A production server is installed without development packages.',
      severity: 'error',
      from: { path: shop, pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'What two tests share belongs in test/support/.',
      severity: 'error',
      from: {},
      to: { path: test },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)([.]next|[.]data|lib/generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
}
