import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startBadShop } from '@/test/support/bad-shop'
import { runProgram } from './programs'

const secret = 'the secret key of a project'
const goLive = (...args: string[]) =>
  runProgram(['scripts/run.mjs', 'go-live', ...args], { ...process.env, PAYMENTWALL_SECRET_KEY: secret })

test('the command says what it will do, prints a table, writes JUnit, and ends with 1 where something failed', async () => {
  const shop = await startBadShop()
  const folder = await mkdtemp(path.join(tmpdir(), 'go-live-'))
  try {
    const junit = path.join(folder, 'junit.xml')
    const { code, output } = await goLive(shop.url, '--junit', junit)
    expect(code).toBe(1)
    expect(output.indexOf('It will:')).toBeLessThan(output.indexOf('✗ FAILED'))
    expect(output).toContain('A pingback with a wrong signature: answered 200 "OK"; the order changed')
    expect(output).not.toContain(secret)
    expect(await readFile(junit, 'utf8')).toMatch(/<testsuite .*failures="16"/)
    expect(shop.pingbacks.length).toBeGreaterThan(0)
    expect(shop.pingbacks.every((query) => query.includes('is_test=1'))).toBe(true)
  } finally {
    await rm(folder, { recursive: true })
    await shop.stop()
  }
})

test.each(['live', ''])(
  'a shop that names the mode “%s” is sent no pingback, and the reason is told',
  async (mode) => {
    const shop = await startBadShop(mode)
    try {
      const { output } = await goLive(shop.url)
      expect(shop.pingbacks).toEqual([])
      expect(output).toContain(
        'No pingback was sent: the shop does not say that it runs in local or test mode',
      )
    } finally {
      await shop.stop()
    }
  },
)

test.each([
  [['ftp://shop.example'], 'The probe takes the address of a shop'],
  [['https://user:word@shop.example'], 'The probe takes the address of a shop'],
  [['http://127.0.0.1:1'], 'can’t be probed'],
  [['http://127.0.0.1:1', '--secret', secret], "Unknown option '--secret'"],
  [[], 'Usage: npm run go-live'],
])('%j is refused in a line', async (args, words) => {
  const { code, output } = await goLive(...args)
  expect(code).toBe(1)
  expect(output).toContain(words)
  expect(output).not.toContain('    at ')
})
