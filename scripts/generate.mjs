// Generates the database client: npm runs this after an installation, scripts/run.mjs when the schema has changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

// Which fields of rows are ids of their own type (lib/ids.ts): `*` is every model that has the field. Only what comes out of
// the database is branded; conditions and data take any text.
const brandedFields = {
  AttemptId: ['ChargeAttempt.id', '*.attemptId'],
  OrderId: ['Order.id', '*.orderId'],
  PaymentRef: ['*.ref', '*.initialRef'],
  Uid: ['*.uid', 'AuditEntry.actorUid', 'User.accountId'],
}

function brandRows() {
  const folder = new URL('../lib/generated/prisma/models/', import.meta.url)
  const unused = new Set(Object.values(brandedFields).flat())
  for (const file of readdirSync(folder)) {
    const model = file.replace(/[.]ts$/, '')
    const brandOf = (field) =>
      Object.keys(brandedFields).find((brand) =>
        brandedFields[brand].some((name) => name === `*.${field}` || name === `${model}.${field}`),
      )
    const source = readFileSync(new URL(file, folder), 'utf8')
    const rows = /(?:GetPayloadResult<|(?:GroupBy|MinAggregate|MaxAggregate)OutputType = )\{\n[\s\S]*?\n *\}/g
    const branded = source.replace(rows, (row) =>
      row.replace(/^( +)(\w+): string(?= \| null$|$)/gm, (line, indent, field) => {
        const brand = brandOf(field)
        if (brand === undefined) return line
        unused.delete(`*.${field}`)
        unused.delete(`${model}.${field}`)
        return `${indent}${field}: Ids.${brand}`
      }),
    )
    if (branded === source) continue
    const imports = /^import type [*] as runtime .*$/m
    writeFileSync(
      new URL(file, folder),
      branded.replace(imports, (line) => `${line}\nimport type * as Ids from "../../../ids"`),
    )
  }
  if (unused.size > 0) throw new Error(`No field of a model's rows is ${[...unused].join(', ')}.`)
}

const require = createRequire(import.meta.url)
const stamp = new URL('../lib/generated/stamp', import.meta.url)

function digest() {
  const hash = createHash('sha256').update(require('prisma/package.json').version)
  for (const file of ['../prisma/schema.prisma', '../lib/security/card-numbers.ts', import.meta.url]) {
    hash.update(readFileSync(new URL(file, import.meta.url)))
  }
  return hash.digest('hex')
}

/** Whether the client is that of the present schema. */
export function isGenerated() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest()
}

/** The masker of card numbers as plain JavaScript: it is also loaded ahead of Next, before anything could compile it. */
function compileMasker() {
  const ts = require('typescript')
  const source = readFileSync(new URL('../lib/security/card-numbers.ts', import.meta.url), 'utf8')
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  writeFileSync(new URL('../lib/generated/card-numbers.mjs', import.meta.url), outputText)
}

// Prisma's CLI wants to download a native schema engine before any command. `generate` never calls it, so any
// existing executable stands in.
export function generate() {
  console.log('Generating the database client …')
  const { status, stderr } = spawnSync(
    process.execPath,
    [require.resolve('prisma/build/index.js'), 'generate', '--no-hints'],
    {
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  if (status === 0) {
    brandRows()
    compileMasker()
    writeFileSync(stamp, digest())
  } else {
    process.stderr.write(stderr)
    console.error(
      'The database client could not be generated from prisma/schema.prisma (the reason is above).',
    )
    process.exit(1)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate()
