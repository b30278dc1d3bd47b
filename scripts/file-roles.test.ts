import { describe, expect, test } from 'vitest'
import { fileRoleFaults } from './file-roles'

const models = new Set(['chargeAttempt', 'user'])
const faults = (file: string, text: string, mayWrite = new Map<string, string>()) =>
  fileRoleFaults([{ file, text }], models, mayWrite)

const writes = [
  'await db().chargeAttempt.create({ data })',
  'await transaction.chargeAttempt.updateMany({ where, data })',
  'await db().$transaction([db().user.deleteMany({ where })])',
  'await db().user.upsert(row)',
  'await db().$executeRaw`SELECT work()`',
  "await db().$executeRawUnsafe('VACUUM')",
  'await db().$queryRaw`INSERT INTO users (uid) VALUES (1) RETURNING uid`',
  'await db().$queryRaw<Row[]>`WITH gone AS (DELETE FROM users RETURNING uid) SELECT * FROM gone`',
  'await db().$queryRaw`UPDATE users AS u SET name = 1 RETURNING u.uid`',
]
const reads = [
  'await db().user.findMany({ where })',
  'await transaction.$queryRaw`SELECT 1 FROM users WHERE uid = 1 FOR NO KEY UPDATE`',
  'groups.delete(key)',
  "createHash('sha256').update(text)",
  'this.queues.delete(key)',
  "const sentence = 'db().user.delete() is not called here'",
  '// db().user.delete({ where })',
]

describe('what writes to the database', () => {
  test.each(writes)('lies in mutations.ts: %s', (text) => {
    expect(faults('lib/orders/mutations.ts', text)).toEqual([])
    for (const name of ['data', 'charge', 'actions', 'parts/mutate']) {
      const body = name === 'actions' ? `'use server'\n${text}` : text
      const file = `lib/orders/${name}.ts`
      expect(faults(file, body)).toEqual([expect.stringMatching(`^${file}:[12] writes to the database`)])
    }
  })

  test.each(reads)('is distinguished from what does not: %s', (text) => {
    expect(faults('lib/orders/data.ts', text)).toEqual([])
    expect(faults('lib/orders/mutations.ts', text)).toEqual([
      'lib/orders/mutations.ts writes nothing to the database',
    ])
  })

  test('may lie elsewhere for a reason, as long as there is a write', () => {
    const file = 'lib/orders/log.ts'
    const reason = new Map([[file, 'it counts']])
    expect(faults(file, 'db().user.create(row)', reason)).toEqual([])
    expect(faults(file, 'db().user.count()', reason)).toEqual([expect.stringContaining('strike it off')])
  })
})

describe("'use server'", () => {
  test('begins an actions.ts', () => {
    expect(faults('lib/orders/actions.ts', "'use server'\n\nexport const a = 1")).toEqual([])
    expect(faults('lib/orders/actions.ts', "// Why\n'use server'\nexport const a = 1")).toEqual([])
    expect(faults('lib/orders/actions.ts', 'export const a = 1')).toEqual([
      expect.stringContaining("must begin with 'use server'"),
    ])
  })

  test('after anything else is no directive', () => {
    expect(faults('lib/orders/actions.ts', "import { a } from './a'\n'use server'")).toHaveLength(2)
  })

  test.each(["'use server'\nexport const a = 1", "export async function a() {\n  'use server'\n}"])(
    'stands nowhere else: %s',
    (text) => {
      for (const file of ['lib/orders/data.ts', 'app/(site)/cart/page.tsx']) {
        expect(faults(file, text)).toEqual([expect.stringContaining("says 'use server'")])
      }
    },
  )

  test('in a text is no directive', () => {
    expect(faults('lib/orders/data.ts', "const rule = ['use server', 'use client']")).toEqual([])
  })
})
