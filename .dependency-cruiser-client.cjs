const { readdirSync, readFileSync } = require('node:fs')
const { builtinModules } = require('node:module')
const path = require('node:path')
const { options } = require('./.dependency-cruiser.cjs')

const escaped = (text) => text.replace(/[.()[\]/]/g, '[$&]')
const clients = ['app', 'lib']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => path.posix.join(folder, file)))
  .filter((file) => /[.]tsx?$/.test(file) && /^['"]use client['"]/m.test(readFileSync(file, 'utf8')))

// The house as browsers get it: from the files that say 'use client', without types, and no further than the server
// actions, which the browser calls instead of loading them.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'browser-gets-no-server-code',
      comment: 'Secrets, database and log stay on the server: a component that needs their data is given it.',
      severity: 'error',
      from: { path: `^(${clients.map(escaped).join('|') || '-'})$` },
      to: {
        path: [
          '^lib/(db|env|log)[.]ts$',
          '^lib/generated/prisma/(client|internal)',
          'node_modules/(pg|@prisma|pino|graphile-worker|nodemailer|@node-rs)/',
          `^(node:)?(${builtinModules.map(escaped).join('|')})$`,
        ],
        reachable: true,
      },
    },
  ],
  options: {
    ...options,
    exclude: { path: '(^|/)([.]next|[.]data)/|(^|/)actions[.]ts$|[.]test[.]tsx?$' },
    tsPreCompilationDeps: false,
  },
}

// For the command line, which starts from them. Not a setting: dependency-cruiser must not see it.
Object.defineProperty(module.exports, 'clients', { value: clients, enumerable: false })
