import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { program, runProgram } from './programs'
import { root } from './settings'

const configs = ['', '-subjects', '-client'].map((name) => path.join(root, `.dependency-cruiser${name}.cjs`))
const require = createRequire(import.meta.url)
const rules = configs.flatMap((config) => (require(config) as { forbidden: { name: string }[] }).forbidden)

// A small house in which every border is crossed once, and a few permitted ways are gone.
const files: Record<string, string> = {
  'package.json': JSON.stringify({
    dependencies: { pg: '8', react: '19', next: '16' },
    devDependencies: { hono: '4' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { paths: { '@/*': ['./*'] }, moduleResolution: 'bundler' },
  }),
  'app/page.tsx': `import '@/lib/catalog/data'\nimport 'react'\nexport const page = 1`,
  'app/danger.ts': `import '../sandbox/server'`,
  'app/form.tsx': `'use client'\nimport '@/lib/cart/actions'\nimport type { Data } from '@/lib/cart/data'\nimport './field'`,
  'app/field.tsx': `import '@/lib/cart/other'`,
  'app/chart.tsx': `'use client'\nimport '@/lib/cart/summary'`,
  'app/clock.tsx': `'use client'\nimport { setTimeout } from 'node:timers/promises'\nexport const clock = setTimeout`,
  'app/stored.tsx': `'use client'\nimport 'pg'`,
  'lib/cart/actions.ts': `'use server'\nimport './data'`,
  'lib/cart/data.ts': `import '@/lib/db'\nexport type Data = 1`,
  'lib/cart/summary.ts': `import './data'`,
  'lib/db.ts': `import 'pg'\nexport const db = 1`,
  'lib/env.ts': `import type { A } from './paymentwall/names'\nexport const env = 1\nexport type Env = A`,
  'lib/catalog/data.ts': `import '@/lib/env'\nexport const data = 1`,
  'lib/catalog/rows.ts': `import '@/lib/db'`,
  'lib/catalog/schema.ts': `import './rows'`,
  'lib/catalog/data.test.ts': `import '@/test/support/test-database'\nimport '@/lib/delivery/data'\nimport './data'`,
  'lib/delivery/data.ts': `import '@/lib/catalog/data'`,
  'lib/catalog/page.ts': `import '@/app/page'`,
  'lib/catalog/seeded.ts': `import '@/scripts/seed'`,
  'lib/catalog/react.ts': `import 'react'`,
  'lib/catalog/badge.tsx': `import './data'`,
  'lib/catalog/tested.ts': `import './data.test'`,
  'lib/catalog/server.ts': `import 'hono'`,
  'lib/cart/one.ts': `import '@/lib/orders/two'`,
  'lib/cart/other.ts': 'export const other = 1',
  'lib/orders/two.ts': 'export const two = 2',
  'lib/orders/back.ts': `import '@/lib/cart/other'`,
  'lib/orders/circle.ts': `import './circle-back'\nexport const circle = 1`,
  'lib/orders/circle-back.ts': `import './circle'\nexport const back = 1`,
  'lib/paymentwall/names.ts': `import type { Env } from '@/lib/env'\nexport type A = Env`,
  'lib/paymentwall/keys.ts': `import { env } from '@/lib/env'\nexport const keys = env`,
  'lib/paymentwall/shop.ts': `import '@/lib/catalog/data'`,
  'lib/paymentwall/store.ts': `import 'pg'`,
  'sandbox/server.ts': `import '@/lib/catalog/data'`,
  'scripts/seed.ts': `import '@/lib/env'\nexport const seed = 1`,
  'test/support/test-database.ts': 'export const database = 1',
}

// Who crosses which border, each named once; nothing else may be reported.
const expected = [
  ['app-imports-lib-alone', 'app/danger.ts'],
  ['browser-gets-no-server-code', 'app/chart.tsx'],
  ['browser-gets-no-server-code', 'app/clock.tsx'],
  ['browser-gets-no-server-code', 'app/stored.tsx'],
  ['lib-stands-alone', 'lib/catalog/seeded.ts'],
  ['lib-without-components', 'lib/catalog/badge.tsx'],
  ['lib-without-react', 'lib/catalog/react.ts'],
  ['no-circles', 'lib/orders/circle-back.ts'],
  ['no-circles-between-subjects', 'lib/cart'],
  ['no-circles-between-subjects', 'lib/orders'],
  ['no-development-packages-in-production', 'lib/catalog/server.ts'],
  ['nothing-imports-app', 'lib/catalog/page.ts'],
  ['nothing-imports-sandbox', 'app/danger.ts'],
  ['nothing-imports-tests', 'lib/catalog/tested.ts'],
  ['protocol-knows-no-shop', 'lib/paymentwall/shop.ts'],
  ['protocol-takes-types-of-env-alone', 'lib/paymentwall/keys.ts'],
  ['protocol-without-frameworks', 'lib/paymentwall/store.ts'],
  ['sandbox-shares-no-code', 'sandbox/server.ts'],
  ['schemas-know-no-database', 'lib/catalog/schema.ts'],
]

interface Report {
  summary: { violations: { rule: { name: string }; from: string }[] }
}

let house: string
let violations: string[]

beforeAll(async () => {
  house = await mkdtemp(path.join(tmpdir(), 'foldline-borders-'))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(house, file)), { recursive: true })
    await writeFile(path.join(house, file), text)
  }
  await symlink(path.join(root, 'node_modules'), path.join(house, 'node_modules'))
  const reports = await Promise.all(
    configs.map((config) => {
      const options = ['--config', config, '--output-type', 'json']
      const depcruise = [program('depcruise', 'dependency-cruiser'), ...options]
      return runProgram([...depcruise, 'app', 'lib', 'sandbox', 'scripts', 'test'], process.env, house)
    }),
  )
  const found = reports.flatMap(({ output }) => (JSON.parse(output) as Report).summary.violations)
  violations = [...new Set(found.map(({ rule, from }) => `${rule.name} ${from}`))].sort()
})

afterAll(() => rm(house, { recursive: true, force: true }))

test('each crossing is reported, and nothing that is allowed', () => {
  expect(violations).toEqual(expected.map((crossing) => crossing.join(' ')))
})

test('no rule is left untried', () => {
  expect(new Set(expected.map(([rule]) => rule))).toEqual(new Set(rules.map(({ name }) => name)))
})
