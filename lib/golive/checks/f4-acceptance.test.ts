import { acceptance } from '@/lib/golive/checks/f4-acceptance'
import { acceptTerms } from '@/lib/orders/mutations'
import { acceptanceWording } from '@/lib/policies/acceptance'
import { newCardOrder } from '@/test/support/card-orders'
import { checkCases } from '@/test/support/golive'
import { cardShop } from '@/test/support/golive-cases'

const { database } = await cardShop()

async function paid() {
  const { id, buyer, pay } = await newCardOrder(database)
  const wording = acceptanceWording()
  await acceptTerms({ orderId: id, uid: buyer.uid, policyVersion: '2026-11-26', wording, address: undefined })
  await pay()
  return id
}

checkCases(acceptance, {
  prove: paid,
  proven: /accepted the three policies by a checkbox/,
  spoil: () => database.query('DELETE FROM terms_acceptances'),
  failed: /charged to a card without an acceptance/,
})
