import { describe, expect, test } from 'vitest'
import { commentsOf, deadCitations, type Targets } from './citations'

const targets: Targets = {
  files: [
    'docs/paymentwall/brick.md',
    'docs/deploy.md',
    'lib/env.ts',
    'lib/cart/data.ts',
    'app/(site)/cart/page.tsx',
    'app/(site)/orders/[order]/page.tsx',
  ],
  headings: new Map([
    ['docs/paymentwall/brick.md', ['Brick', '2. Brick.js', '2.1 Default form', '12. Stored cards']],
    ['docs/deploy.md', ['Deploy', 'Behind a proxy']],
  ]),
  commands: new Set(['demo', 'db:migrate']),
}
const dead = (text: string, file = 'docs/x.md') =>
  deadCitations({ file, text }, targets).map((fault) => /names (.*), which/.exec(fault)?.[1])

describe('leads somewhere', () => {
  test.each([
    'as brick.md §2.1 and §12 say (brick.md §2).',
    'see lib/env.ts, lib/cart/ and lib/cart.',
    'the page app/(site)/orders/[order]/page.tsx',
    'all of lib/cart/*.ts and lib/{cart,env.ts}',
    'lib/generated/prisma/client is made by a command',
    'read deploy.md, or docs/deploy.md.',
    '[deploy](deploy.md#behind-a-proxy), [cart](<../app/(site)/cart/page.tsx>), [site](https://example.com/lib/x.ts)',
    'run npm run db:migrate, then npm run demo.',
  ])('%s', (text) => {
    expect(dead(text)).toEqual([])
  })
})

describe('leads nowhere', () => {
  test.each([
    ['as brick.md §2.2 says', ['brick.md §2.2']],
    ['as brick.md §2 and §3 say', ['brick.md §3']],
    ['as card.md §2 says', ['card.md §2', 'card.md']],
    ['see lib/envy.ts.', ['lib/envy.ts']],
    ['see lib/env.tsx', ['lib/env.tsx']],
    ['see app/(site)/orders/[id]/page.tsx', ['app/(site)/orders/[id]/page.tsx']],
    ['see lib/carts/*.ts', ['lib/carts/*.ts']],
    ['[deploy](deploy.md#in-a-container)', ['deploy.md#in-a-container']],
    ['[gone](../lib/gone)', ['../lib/gone']],
    ['run npm run db:reset', ['npm run db:reset']],
  ])('%s', (text, faults) => {
    expect(dead(text)).toEqual(faults)
  })
})

test('what an unfinished merge has left is found', () => {
  const text = ['a', `${'<'.repeat(7)} HEAD`, 'b', '='.repeat(7), 'c', `${'>'.repeat(7)} 42554b2`].join('\n')
  expect(deadCitations({ file: 'docs/x.md', text }, targets)).toHaveLength(2)
})

test('of a source file only the comments are read', () => {
  const source = [
    "import x from 'lib/a.ts' // see lib/b.ts",
    '/** What lib/c.ts',
    ' * and lib/d.ts do. */',
    "const url = 'https://shop.example/lib/e.ts'",
    '-- lib/f.ts',
  ].join('\n')
  expect(commentsOf(source).match(/lib\/\w\.ts/g)).toEqual(['lib/b.ts', 'lib/c.ts', 'lib/d.ts', 'lib/f.ts'])
})
