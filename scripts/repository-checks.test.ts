import { describe, expect, test } from 'vitest'
import { variableNames } from '@/lib/env'
import { backOfficeFaults, environmentFaults, serverActionFaults, tableFaults } from './repository-checks'

const rows = [...variableNames, 'PORT', 'SANDBOX_PORT', 'MAIL_PORT', 'DATA_DIR']

test('a variable without a row, and a row without a reader, are named', () => {
  expect(environmentFaults(rows, [])).toEqual([])
  expect(environmentFaults(rows, [{ file: 'lib/x.ts', text: 'process.env.SURPRISE' }])).toEqual([
    'SURPRISE, read in lib/x.ts, has no row in .env.example',
  ])
  expect(environmentFaults([...rows, 'FORGOTTEN'], [])).toEqual([
    'FORGOTTEN has a row in .env.example, but nothing reads it',
  ])
})

test('an action that checks its call has no faults', () => {
  const text = "'use server'\nexport const orders = formAction(async () => {})"
  expect(serverActionFaults([{ file: 'lib/orders/actions.ts', text }])).toEqual([])
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

describe('in the back office', () => {
  const page = {
    file: 'app/(admin)/admin/x/page.tsx',
    text: "export default adminPage('ADMIN', '/admin/x', show)\n",
  }
  const actions = {
    file: 'lib/x/actions.ts',
    text: "'use server'\nexport const doAction = operatorAction(\n  settings, work)\nexport const openAction = formAction(work)\n",
  }
  const using = (name: string) => ({
    file: 'app/(admin)/admin/x/form.tsx',
    text: `import {\n  ${name},\n} from '@/lib/x/actions'\n`,
  })

  test('what is made as it should be has no faults', () => {
    const route = {
      file: 'app/(admin)/admin/x/route.ts',
      text: "export async function GET() {\n  await requireRole('ADMIN', '/admin/x')\n}\n",
    }
    const wrapped = { file: 'app/(admin)/admin/y/route.ts', text: 'export const GET = adminHandler(work)\n' }
    expect(backOfficeFaults([page, route, wrapped, actions, using('doAction')])).toEqual([])
  })

  test.each([
    ['a page of its own making', page.file, 'export default async function Page() {}'],
    ['a page whose role is only mentioned', page.file, '// adminPage(\nexport default withDatabase(Page)'],
    ['a handler that asks nobody', 'app/(admin)/admin/x/route.ts', 'export async function GET() {}'],
    [
      'a second method that asks nobody',
      'app/(admin)/admin/x/route.ts',
      "export async function GET() {\n  await requireRole('ADMIN', '/')\n}\nexport const POST = work",
    ],
    ['a handler that can’t be checked', 'app/(admin)/admin/x/route.ts', 'export { handle as GET }'],
  ])('%s is found', (_, file, text) => {
    expect(backOfficeFaults([{ file, text }])).toHaveLength(1)
  })

  test('an action for anybody is found, also where a part of the shop brings it along', () => {
    expect(backOfficeFaults([page, actions, using('openAction')])).toEqual([
      expect.stringContaining('openAction of lib/x/actions.ts'),
    ])
    const part = { file: 'app/_components/part.tsx', text: using('openAction').text }
    const bringing = { ...page, text: `import { Part } from '@/app/_components/part'\n${page.text}` }
    expect(backOfficeFaults([part, actions, bringing])).toEqual([
      expect.stringContaining('app/_components/part.tsx'),
    ])
    expect(backOfficeFaults([part, actions, page])).toEqual([])
  })

  test('what stands in the shop is made as it should be', () => {
    expect(backOfficeFaults()).toEqual([])
  })
})
