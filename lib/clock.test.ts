import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startProvider } from '@/e2e/support/provider'

const emulator = await startProvider()
afterAll(() => emulator.close())

const ahead = new Date('2099-06-01T12:00:00Z')

/** The clock of a shop with these variables, in a process that has read none before. */
async function clockWith(variables: Record<string, string>) {
  vi.resetModules()
  Object.assign(process.env, { PAYMENTWALL_API_URL: emulator.url, ...variables })
  return import('@/lib/clock')
}

const isNow = (date: Date) => Math.abs(date.getTime() - Date.now()) < 5000

beforeEach(() => {
  emulator.calls.length = 0
  emulator.answer = () => ({ json: { now: ahead.getTime() } })
})

describe('a shop beside the emulator', () => {
  test('goes by the emulator’s clock', async () => {
    const { shopTime } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    expect(await shopTime()).toEqual(ahead)
    expect(emulator.calls.map(({ path }) => path)).toEqual(['/control/clock'])
  })

  test.each([
    ['is behind', () => ({ json: { now: 1_000_000 } })],
    ['says nothing sensible', () => ({ json: { now: 'later' } })],
    ['is down', () => ({ body: '', status: 500 })],
  ] as const)('goes by its own when the emulator’s %s', async (_, answer) => {
    const { shopTime } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    emulator.answer = answer
    expect(await shopTime()).toSatisfy(isNow)
  })

  test('takes a pingback’s date from the emulator', async () => {
    const { emulatedArrival } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    expect(emulatedArrival(ahead.toUTCString())).toEqual(ahead)
    expect(emulatedArrival(null)).toBeUndefined()
    expect(emulatedArrival('some day')).toBeUndefined()
  })
})

describe.each([
  ['test mode', { PAYMENTWALL_MODE: 'test' }],
  [
    'live mode',
    {
      PAYMENTWALL_MODE: 'live',
      SHOP_URL: 'https://shop.example',
      NEXTAUTH_SECRET: 'x'.repeat(40),
      PAYMENTWALL_SECRET_KEY: '0'.repeat(32),
      BRICK_PUBLIC_KEY: '',
      BRICK_PRIVATE_KEY: '',
      DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      COMPANY_NAME: 'Paper Ltd',
      COMPANY_REGISTRATION: 'No. 1',
      COMPANY_ADDRESS: '1 Fold Street',
      SUPPORT_EMAIL: 'help@paper.example',
      SUPPORT_PHONE: '+44 1',
    },
  ],
])('in %s nobody can tell the shop the time', (_, variables) => {
  test('neither the API’s host', async () => {
    const { shopTime } = await clockWith(variables)
    expect(await shopTime()).toSatisfy(isNow)
    expect(emulator.calls).toEqual([])
  })

  test('nor the sender of a pingback', async () => {
    const { emulatedArrival } = await clockWith(variables)
    expect(emulatedArrival(ahead.toUTCString())).toBeUndefined()
  })
})
