import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { paymentPageHttps } from '@/lib/golive/checks/c1-https'
import { paymentPageTls } from '@/lib/golive/checks/f5-tls'
import { checkTwin, notUsed } from '@/test/support/golive'

checkTwin(paymentPageTls, paymentPageHttps, { notUsed: paymentPageTls.notUsed })

test('it is asked of a shop without cards too', async () => {
  expect(await notUsed(paymentPageTls, { env: { ...env(), BRICK_PUBLIC_KEY: undefined } })).toBeUndefined()
})
