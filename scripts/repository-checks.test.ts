import { expect, test } from 'vitest'
import { variableNames } from '@/lib/env'
import { environmentFaults, serverActionFaults, tableFaults } from './repository-checks'

const rows = [...variableNames, 'PORT', 'SANDBOX_PORT', 'DATA_DIR']

test('a variable without a row, and a row without a reader, are named', () => {
  expect(environmentFaults(rows, [])).toEqual([])
  expect(environmentFaults(rows, [{ file: 'lib/x.ts', text: 'process.env.SURPRISE' }])).toEqual([
    'SURPRISE, read in lib/x.ts, has no row in .env.example',
  ])
  expect(environmentFaults([...rows, 'FORGOTTEN'], [])).toEqual([
    'FORGOTTEN has a row in .env.example, but nothing reads it',
  ])
})

test('public functions are found outside the files for them', () => {
  const text = "'use server'\nexport const orders = formAction(async () => {})"
  expect(serverActionFaults([{ file: 'lib/orders/actions.ts', text }])).toEqual([])
  expect(serverActionFaults([{ file: 'lib/orders/data.ts', text }])).toHaveLength(1)
})

test.each([
  'export async function order(form: FormData) {}',
  'export const order = async (form: FormData) => {}',
  'export default formAction(work)',
  "export { order } from '@/lib/orders/mutations'",
  "export * from '@/lib/orders/mutations'",
])('an action that does not check its call is found: %s', (line) => {
  const file = 'lib/orders/actions.ts'
  expect(serverActionFaults([{ file, text: `'use server'\n\n${line}\n` }])).toEqual([
    expect.stringContaining(line),
  ])
})

test('a table with a prototype in which any text is looked up is found', () => {
  const table = "const problems: Record<string, string> = { empty: '…' }\n"
  const file = 'app/page.tsx'
  expect(tableFaults([{ file, text: `${table}problems[query.problem]` }])).toHaveLength(1)
  expect(tableFaults([{ file, text: `${table}Object.entries(problems)` }])).toEqual([])
  expect(tableFaults([{ file, text: "const problems = new Map([['empty', '…']])" }])).toEqual([])
})
