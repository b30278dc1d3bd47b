import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { countToday, takeCounts } from '@/lib/tally/counts.mjs'
import { flushTally } from '@/lib/tally/mutations'
import { jsonLines, runProgram } from '@/scripts/programs'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const stored = () => database.query<{ name: string; count: string }>('SELECT name, count FROM daily_counts')

const ours = { mode: 'local', project: 'ours' }
const file = (path: string) => JSON.stringify(pathToFileURL(path).href)
const number = '4242424242424242'

/** What a server process loads, a line in each of the ways in which lines come about, and the signal that ends it. */
const server = `
  const { log } = await import(${file('lib/log.ts')})
  const { keepTally } = await import(${file('lib/tally/keep.ts')})
  keepTally({ mode: 'local', project: 'ours' })
  // As Next does: without a request under way it ends at once.
  process.on('SIGTERM', () => process.exit(143))
  log.info({ note: 'card ${number}' }, 'a log line')
  log.error(new Error('no ${number}'))
  console.log('a dependency prints 4242 4242 4242 4242')
  console.error('⨯', new Error('lost ${number}'))
  process.emitWarning('${number}')
  setInterval(() => {}, 1000)
  setImmediate(() => process.kill(process.pid, 'SIGTERM'))
`

test('a server process writes no card number, whoever prints it, and counts each, to the last before it ends', async () => {
  const { code, output } = await runProgram(
    [...jsonLines, '--import', 'tsx', '--input-type=module', '-e', server],
    { ...process.env, LOG_LEVEL: 'info' },
  )
  expect(code).toBe(143)
  expect(output).not.toMatch(/4242[ -]?4242/)
  expect(output.match(/…4242/g)?.length).toBeGreaterThanOrEqual(5)
  const [row, ...others] = await stored()
  expect(others).toEqual([])
  expect(row?.name).toBe('local ours masked card number')
  // An error is there twice, as its message and in its stack.
  expect(Number(row?.count)).toBeGreaterThanOrEqual(5)
})

test('processes add up, each in one statement, and what could not be written is kept', async () => {
  await database.query('DELETE FROM daily_counts')
  countToday('a')
  countToday('b', 2)
  await flushTally(ours)
  countToday('a', 3)
  await database.query('ALTER TABLE daily_counts RENAME TO away')
  await expect(flushTally(ours)).rejects.toThrow()
  await database.query('ALTER TABLE away RENAME TO daily_counts')
  await flushTally(ours)
  await flushTally(ours)
  const rows = await stored()
  expect(rows.map(({ name, count }) => [name.slice(-1), count]).sort()).toEqual([
    ['a', '4'],
    ['b', '2'],
  ])
})

test('memory stays bounded, whatever is counted', () => {
  for (let name = 0; name < 5000; name++) countToday(`stranger ${name}`)
  expect(takeCounts()).toHaveLength(1000)
  expect(takeCounts()).toEqual([])
})
