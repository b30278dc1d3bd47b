import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Provider, startProvider } from '@/test/support/provider'

const emulator = await startProvider()
afterAll(() => emulator.close())

const ahead = new Date('2099-06-01T12:00:00Z')

/** The clock of a shop with these variables, in a process that has read none before. */
async function clockWith(variables: Record<string, string>) {
  vi.resetModules()
  Reflect.deleteProperty(globalThis, 'emulatorClock')
  Object.assign(process.env, { PAYMENTWALL_API_URL: emulator.url, ...variables })
  return import('@/lib/clock')
}

// The machine's clock stands still, so that a slow machine can't be taken for a wrong answer.
const now = new Date('2026-11-22T10:00:00Z')

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  emulator.calls.length = 0
  emulator.answer = () => ({ json: { now: ahead.getTime() } })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a shop beside the emulator', () => {
  test('goes by the emulator’s clock', async () => {
    const { shopTime } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    expect(await shopTime()).toEqual(ahead)
    expect(emulator.calls.map(({ path }) => path)).toEqual(['/control/clock'])
  })

  test.each([
    ['is behind', () => ({ json: { now: 1_000_000 } })],
    ['is ahead by ages', () => ({ json: { now: 8.64e15 + 1 } })],
    ['says nothing sensible', () => ({ json: { now: 'later' } })],
    ['is down', () => ({ body: '', status: 500 })],
  ] as const)('goes by its own when the emulator’s %s', async (_, answer) => {
    const { shopTime } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    emulator.answer = answer
    expect(await shopTime()).toEqual(now)
  })

  const silences: [string, Provider['answer']][] = [
    ['gives no answer', () => () => {}],
    ['says nothing sensible', () => ({ json: { now: 'later' } })],
    ['is down', () => ({ body: '', status: 500 })],
    ['hangs up', () => (response) => response.destroy()],
  ]

  test.each(silences)('holds the last known difference while the emulator %s', async (_, answer) => {
    const { shopTime } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    await shopTime()
    emulator.answer = answer
    vi.setSystemTime(now.getTime() + 60_000)
    expect(await shopTime()).toEqual(new Date(ahead.getTime() + 60_000))
    expect(await shopTime()).toEqual(new Date(ahead.getTime() + 60_000))
    emulator.answer = () => ({ json: { now: ahead.getTime() + 86_400_000 } })
    expect(await shopTime()).toEqual(new Date(ahead.getTime() + 86_400_000))
  })

  test.each(silences)('asks again when the emulator, asked for the first time, %s', async (_, answer) => {
    const { shopTime } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    emulator.answer = (call) =>
      emulator.calls.length < 3 ? answer(call) : { json: { now: ahead.getTime() } }
    expect(await shopTime()).toEqual(ahead)
  })

  test('knows the difference in every copy of the module', async () => {
    const { shopTime } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    await shopTime()
    emulator.answer = () => ({ body: '', status: 500 })
    vi.resetModules()
    const other = await import('@/lib/clock')
    expect(await other.shopTime()).toEqual(ahead)
  })

  test('says once that the emulator is silent, and what it assumes', async () => {
    const { shopTime } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    const { log } = await import('@/lib/log')
    const warn = vi.spyOn(log, 'warn')
    const said = () => warn.mock.calls.map(([, message]) => message)
    emulator.answer = () => ({ body: '', status: 500 })
    expect(await shopTime()).toEqual(now)
    expect(await shopTime()).toEqual(now)
    expect(said()).toEqual(['the emulator does not answer: assuming it is correct'])
    emulator.answer = () => ({ json: { now: ahead.getTime() } })
    await shopTime()
    emulator.answer = () => ({ body: '', status: 500 })
    await shopTime()
    expect(said().slice(1)).toEqual(['the emulator does not answer: assuming the last known difference'])
  })

  test('takes a pingback’s date from the emulator', async () => {
    const { emulatedArrival } = await clockWith({ PAYMENTWALL_MODE: 'local' })
    expect(emulatedArrival(ahead.toUTCString())).toEqual(ahead)
    expect(emulatedArrival(null)).toBeUndefined()
    expect(emulatedArrival('some day')).toBeUndefined()
  })

  test.each(['+275760-09-13T00:00:00Z', 'Fri, 31 Dec 9999 23:59:59 GMT', '-200000-01-01T00:00:00Z'])(
    'does not take %s for a date: PostgreSQL would not, or not what is reckoned from it',
    async (date) => {
      const { emulatedArrival } = await clockWith({ PAYMENTWALL_MODE: 'local' })
      expect(emulatedArrival(date)).toBeUndefined()
    },
  )
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
    expect(await shopTime()).toEqual(now)
    expect(emulator.calls).toEqual([])
  })

  test('nor the sender of a pingback', async () => {
    const { emulatedArrival } = await clockWith(variables)
    expect(emulatedArrival(ahead.toUTCString())).toBeUndefined()
  })
})
