import { expect, test } from 'vitest'
import { acceptedPending } from '@/lib/golive/checks/d4-1-1-pending'
import { declinedPending } from '@/lib/golive/checks/d4-2-1-pending'
import { checkCases, judge } from '@/test/support/golive'
import { cardShop, deliverBesides, reviewed, riskCases } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(acceptedPending, riskCases(shop, 200, 201))

test('D4.1.1 looks at no review that ended with type 202: it belongs to D4.2.1', async () => {
  await shop.database.query('DELETE FROM deliveries')
  const { id } = await reviewed(shop, 202)
  await deliverBesides(shop.database, id)
  expect((await judge(acceptedPending)).facts.filter(({ kind }) => kind === 'fault')).toEqual([])
  expect(await judge(declinedPending)).toMatchObject({ state: 'failed' })
})
