import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import testCards from '@/lib/checkout/test-cards.json' with { type: 'json' }
import type { Language } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { liveValues } from '@/test/support/live-values'

/** The panel as a shop in this mode draws it: the environment is read once. */
async function panel(mode: 'local' | 'test' | 'live', language: Language = 'en'): Promise<string> {
  vi.resetModules()
  for (const [name, value] of Object.entries(mode === 'live' ? liveValues : {})) vi.stubEnv(name, value)
  vi.stubEnv('PAYMENTWALL_MODE', mode)
  const { TestCards } = await import('@/app/_components/test-cards')
  return renderToStaticMarkup(<TestCards locale={localeOf(language)} />)
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

test('in German each says in German what it does', async () => {
  const drawn = await panel('local', 'de')
  expect(drawn).toContain('Die Karte wird belastet.')
  for (const { happens } of testCards) expect(drawn).not.toContain(happens)
})

test('in live mode none is', async () => {
  expect(await panel('live')).toBe('')
})
