import { cardAnswers } from '@/lib/golive/checks/c7-card-answers'
import { rejectedPingbacks } from '@/lib/pingbacks/rejected'
import { checkCases } from '@/test/support/golive'
import { cardShop, notify, paidOrder, reviewed } from '@/test/support/golive-cases'

const shop = await cardShop()

checkCases(cardAnswers, {
  prove: async () => {
    const order = await paidOrder(shop.database)
    await notify(order, { ref: order.ref, type: 2, reason: 9 })
    await reviewed(shop, 201)
    await reviewed(shop, 202)
  },
  proven: /200 \(risk review\), type 201 .*, type 202 .* were each answered OK/,
  spoil: async () => {
    const order = await paidOrder(shop.database)
    await notify(order, { ref: order.ref, type: 202 }, { version: 2 })
    await rejectedPingbacks().flush()
  },
  failed: /Pingback of type 202 .* with a correct signature: refused/,
})
