import { expect, test } from 'vitest'
import { confirmPayment } from '@/lib/delivery-confirmation/mutations'
import { env } from '@/lib/env'
import { deliveryConfirmation } from '@/lib/golive/checks/b11-delivery-confirmation'
import { checkCases, judge, notUsed } from '@/test/support/golive'
import { cardShop, paidOrder } from '@/test/support/golive-cases'

const { database, provider } = await cardShop()

checkCases(deliveryConfirmation, {
  prove: async () => {
    provider.answer = () => ({ json: { success: 1 } })
    await confirmPayment((await paidOrder(database)).ref)
  },
  proven: /accepted reports of orders and their delivery/,
  spoil: async () => {
    await database.query('UPDATE delivery_confirmations SET accepted_at = NULL, refused_at = now()')
  },
  failed: /refused by Paymentwall: order_placed, delivered/,
})

test('what came later than its payment, untold, is a fault, whether or not the calls are switched on', async () => {
  await database.query('DELETE FROM delivery_confirmations')
  const off = { env: { ...env(), DELIVERY_CONFIRMATION: 'off' as const } }
  expect(await notUsed(deliveryConfirmation, off)).toMatch(/delivery is instant/)
  expect(await notUsed(deliveryConfirmation)).toBeUndefined()
  await database.query(`UPDATE payments SET created_at = now() - interval '1 day'`)
  await database.query(`UPDATE deliveries SET granted_at = now() - interval '2 hours'`)
  expect(await notUsed(deliveryConfirmation, off)).toBeUndefined()
  expect(await judge(deliveryConfirmation, off)).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/not delivered at once, and not reported to Paymentwall/),
  })
})
