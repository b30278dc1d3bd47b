import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { paymentPageTls } from '@/lib/golive/checks/f5-tls'
import { checkCases, notUsed } from '@/test/support/golive'
import { httpsCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

checkCases(paymentPageTls, httpsCases())

test('it is asked of a shop without cards too', async () => {
  expect(await notUsed(paymentPageTls, { env: { ...env(), BRICK_PUBLIC_KEY: undefined } })).toBeUndefined()
})
