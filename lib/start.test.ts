import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { demoAccounts, demoPassword } from '@/lib/accounts/demo'
import { createUser } from '@/lib/accounts/mutations'
import { runProgram } from '@/scripts/programs'
import { newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const publicShop = {
  SHOP_URL: 'https://shop.example',
  PAYMENTWALL_MODE: 'test',
  PAYMENTWALL_API_URL: 'https://api.paymentwall.com',
  NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
  PAYMENTWALL_SECRET_KEY: randomBytes(16).toString('hex'),
  BRICK_PRIVATE_KEY: `t_${randomBytes(16).toString('hex')}`,
  DATA_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
}

/** Starts as a server process does, in a process of its own. */
function startWith(variables: Record<string, string>) {
  const program = `const { start } = await import('./lib/start.ts'); await start(); console.log('started'); process.exit()`
  return runProgram(['--import', 'tsx', '--input-type=module', '-e', program], {
    ...process.env,
    LOG_LEVEL: 'warn',
    DATABASE_URL: database.url,
    ...variables,
  })
}

describe('a server process', () => {
  test('refuses a faulty environment with one message that names every fault', async () => {
    const { code, output } = await startWith({ NEXTAUTH_SECRET: 'short', SHOP_URL: 'nonsense' })
    expect(code).toBe(1)
    expect(output.trim().split('\n')).toEqual([
      'The environment has 2 errors:',
      '  SHOP_URL must be an http:// or https:// address',
      expect.stringContaining('  NEXTAUTH_SECRET must have 32 characters'),
      'Every variable is explained in .env.example.',
    ])
  })

  test('serves a public shop, but not while a demo account is open', async () => {
    expect(await startWith(publicShop)).toEqual({ code: 0, output: 'started\n' })
    expect(await database.query('SELECT mode FROM project_periods')).toEqual([{ mode: 'test' }])
    await createUser({ ...demoAccounts[1], password: demoPassword })
    // Of the brand that its database was made for.
    await createUser({ ...demoAccounts[1], email: 'admin@earlier-brand.example', password: demoPassword })
    const { code, output } = await startWith(publicShop)
    expect(code).toBe(1)
    expect(output).toContain(
      'SHOP_URL (https://shop.example) is not on this machine: reviewer@foldline.example, admin@earlier-brand.example.',
    )
  })

  test('says once which products nobody can buy since no price is in a currency of the shop', async () => {
    const id = await newProduct(database)
    await database.query("UPDATE list_prices SET currency = 'GBP'")
    const { code, output } = await startWith({})
    expect(code).toBe(0)
    expect(output.match(/Nobody can buy/g)).toHaveLength(1)
    expect(output).toContain(`${id} (GBP). Add the currency there`)
  })

  test('starts without its database, to recover with it', async () => {
    const { code, output } = await startWith({
      ...publicShop,
      DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/none',
    })
    expect(code).toBe(0)
    expect(output).toContain('retrying')
    expect(output).toContain('started')
  })
})
