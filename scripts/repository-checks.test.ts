import { expect, test } from 'vitest'
import { variableNames } from '@/lib/env'
import { environmentFaults, serverActionFaults } from './repository-checks'

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
  const text = "'use server'\nexport async function orders() {}"
  expect(serverActionFaults([{ file: 'lib/orders/actions.ts', text }])).toEqual([])
  expect(serverActionFaults([{ file: 'lib/orders/data.ts', text }])).toHaveLength(1)
})
