import { expect, test } from 'vitest'
import { recurringUsed } from '@/lib/golive/checks/d2-9-1-recurring'
import { checkCases, judge, notUsed } from '@/test/support/golive'
import { cardShop, membershipPages, subscriptionCases } from '@/test/support/golive-cases'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newReference } from '@/test/support/pingbacks'

const shop = await cardShop()

checkCases(
  recurringUsed,
  subscriptionCases(
    shop,
    'UPDATE charge_attempts SET subscription_id = NULL',
    /a membership, charged only once/,
  ),
)

test('one that was paid through the widget proves it as well, if it came with its period', async () => {
  await shop.database.query('DELETE FROM charge_attempts')
  const order = await newMembership(shop.database)
  await notifyMembership(order, { ref: newReference(), type: 0, slength: 1, speriod: 'month' })
  expect(await judge(recurringUsed)).toMatchObject({
    state: 'proven',
    facts: [{ seen: 'recurring, with a period of 1 month' }],
  })
})

test('used wherever a membership is sold, whatever the currency', async () => {
  await shop.database.query('UPDATE products SET active = false')
  expect(await notUsed(recurringUsed)).toBe('No membership is sold.')
  await membershipPages(shop.database, 'EUR')
  expect(await notUsed(recurringUsed)).toBeUndefined()
})
