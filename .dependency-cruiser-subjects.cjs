const { options } = require('./.dependency-cruiser.cjs')

// The same house seen from further off: whole subjects of lib/ instead of files, without their tests, which may take
// what they need from anywhere.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles-between-subjects',
      comment:
        'A subject of lib/ that another needs must not need it in turn, not even through different files.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^lib/[^/]+$' },
      to: { circular: true },
    },
  ],
  options: { ...options, includeOnly: '^lib/[^/]+/', exclude: { path: '^lib/generated/|[.]test[.]tsx?$' } },
}
