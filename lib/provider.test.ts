import { afterEach, expect, test, vi } from 'vitest'

/** The module as a process with these variables sees it: the environment is read once. */
async function withSettings(variables: Record<string, string>) {
  vi.resetModules()
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  return import('@/lib/provider')
}

afterEach(() => vi.unstubAllEnvs())

const live = { PAYMENTWALL_MODE: 'test', PAYMENTWALL_API_URL: 'https://api.paymentwall.com' }

test('without a private key no card can be charged', async () => {
  const { brickAccount } = await withSettings({ BRICK_PUBLIC_KEY: '', BRICK_PRIVATE_KEY: '' })
  expect(() => brickAccount()).toThrow('BRICK_PRIVATE_KEY')
})

test.each([
  ['https://api.paymentwall.com/api/brick/redirect/3ds/1/2', true],
  ['https://pwgateway.com/3ds', true],
  ['http://api.paymentwall.com/3ds', false],
  ['https://api.paymentwall.com.evil.example/', false],
  ['https://api.paymentwall.com@evil.example/', false],
  ['//api.paymentwall.com/', false],
  ['javascript:alert(1)', false],
  ['', false],
])('a browser is sent to %s: %s', async (address, sent) => {
  const { isProviderPage } = await withSettings(live)
  expect(isProviderPage(address)).toBe(sent)
})

test('with the emulator a browser is sent to the emulator alone', async () => {
  const { isProviderPage } = await withSettings({})
  expect(isProviderPage('http://localhost:4000/api/brick/redirect/3ds/1/2')).toBe(true)
  expect(isProviderPage('https://api.paymentwall.com/')).toBe(false)
})
