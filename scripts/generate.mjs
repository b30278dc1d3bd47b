import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// Which fields of rows are ids of their own type (lib/ids.ts): `*` is every model that has the field. Only what comes out of
// the database is branded; conditions and data take any text.
const brandedFields = {
  AttemptId: ['ChargeAttempt.id', '*.attemptId'],
  OrderId: ['Order.id', '*.orderId'],
  PaymentRef: ['*.ref', '*.initialRef'],
  Uid: ['*.uid', 'AuditEntry.actorUid'],
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

// Prisma's CLI wants to download a native schema engine before any command. `generate` never calls it, so any
// existing executable stands in.
const require = createRequire(import.meta.url)
const { status, stderr } = spawnSync(
  process.execPath,
  [require.resolve('prisma/build/index.js'), 'generate', '--no-hints'],
  {
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  },
)
/** The masker of card numbers as plain JavaScript: it is also loaded ahead of Next, before anything could compile it. */
function compileMasker() {
  const ts = require('typescript')
  const source = readFileSync(new URL('../lib/security/card-numbers.ts', import.meta.url), 'utf8')
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  writeFileSync(new URL('../lib/generated/card-numbers.mjs', import.meta.url), outputText)
}

if (status === 0) {
  brandRows()
  compileMasker()
  const schema = readFileSync(new URL('../prisma/schema.prisma', import.meta.url))
  const { version } = require('prisma/package.json')
  const stamp = createHash('sha256')
    .update(version)
    .update(schema)
    .update(readFileSync(import.meta.filename))
    .update(readFileSync(new URL('../lib/security/card-numbers.ts', import.meta.url)))
    .digest('hex')
  writeFileSync(new URL('../lib/generated/stamp', import.meta.url), stamp)
} else process.stderr.write(stderr)
process.exit(status ?? 1)
