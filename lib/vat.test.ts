import { afterEach, expect, test, vi } from 'vitest'
import { english } from '@/lib/languages/locale'
import { exampleValues } from '@/scripts/settings'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function noteWith(rate: string) {
  vi.resetModules()
  for (const [name, value] of Object.entries({ ...exampleValues(), VAT_PERCENT: rate }))
    vi.stubEnv(name, value)
  return (await import('@/lib/vat')).vatNote(english.t)
}

test('the VAT in all prices is said, if the merchant wants it to be', async () => {
  expect(await noteWith('')).toBeUndefined()
  expect(await noteWith('20')).toBe('incl. 20\u00a0% VAT')
  expect(await noteWith('8.1')).toBe('incl. 8.1\u00a0% VAT')
})
