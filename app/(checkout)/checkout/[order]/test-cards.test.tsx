import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import testCards from '@/lib/payments/test-cards.json' with { type: 'json' }

const live = {
  SHOP_URL: 'https://shop.example',
  NEXTAUTH_SECRET: 'k3vD9sLq0ZxT7wRy2NpF5uHa8JcB1mEg',
  DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  PAYMENTWALL_API_URL: 'https://api.paymentwall.com',
  PAYMENTWALL_SECRET_KEY: 'fedcba9876543210fedcba9876543210',
  BRICK_PUBLIC_KEY: '1f2e3d4c5b6a79881f2e3d4c5b6a7988',
  BRICK_PRIVATE_KEY: '8f9e0d1c2b3a49588f9e0d1c2b3a4958',
  COMPANY_NAME: 'Paper Ltd',
  COMPANY_REGISTRATION: 'Registered in England, no. 01234567',
  COMPANY_ADDRESS: '2 Fold Lane, Leeds LS1 1AA, United Kingdom',
  SUPPORT_EMAIL: 'help@paper.example',
  SUPPORT_PHONE: '+44 113 496 0000',
}

/** The panel as a shop in this mode draws it: the environment is read once. */
async function panel(mode: 'local' | 'test' | 'live'): Promise<string> {
  vi.resetModules()
  for (const [name, value] of Object.entries(mode === 'live' ? live : {})) vi.stubEnv(name, value)
  vi.stubEnv('PAYMENTWALL_MODE', mode)
  const { TestCards } = await import('@/app/(checkout)/checkout/[order]/test-cards')
  return renderToStaticMarkup(<TestCards />)
}

afterEach(() => vi.unstubAllEnvs())

test.each(['local', 'test'] as const)(
  'in %s mode every test card is shown with what it does',
  async (mode) => {
    const drawn = (await panel(mode)).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    for (const { number, cvv, happens } of testCards) {
      expect(drawn).toContain(number.replace(/(\d{4})(?=\d)/g, '$1 '))
      expect(drawn).toContain(cvv)
      expect(drawn).toContain(happens)
    }
  },
)

test('in live mode none is', async () => {
  expect(await panel('live')).toBe('')
})
