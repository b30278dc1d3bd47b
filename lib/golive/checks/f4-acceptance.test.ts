import { acceptance } from '@/lib/golive/checks/f4-acceptance'
import { type Language, languages } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { acceptTerms } from '@/lib/orders/mutations'
import { acceptanceWording } from '@/lib/policies/acceptance'
import { newCardOrder } from '@/test/support/card-orders'
import { checkCases } from '@/test/support/golive'
import { cardShop } from '@/test/support/golive-cases'

const { database } = await cardShop()

/** Each accepts the policies in another language. */
async function paid(language: Language) {
  const { id, buyer, pay } = await newCardOrder(database)
  const wording = acceptanceWording(localeOf(language).t)
  await acceptTerms({
    orderId: id,
    uid: buyer.uid,
    policyVersion: '2026-11-26',
    wording,
    language,
    address: undefined,
  })
  await pay()
}

checkCases(acceptance, {
  prove: async () => {
    for (const { name } of languages) await paid(name)
    // In a language that the shop no longer has.
    await database.query(
      `UPDATE terms_acceptances SET language = 'fr', wording = 'J’accepte les conditions.'
       WHERE order_id = (SELECT order_id FROM terms_acceptances LIMIT 1)`,
    )
  },
  proven: /accepted the three policies by a checkbox/,
  spoil: () => database.query('DELETE FROM terms_acceptances'),
  failed: /charged to a card without an acceptance/,
})
