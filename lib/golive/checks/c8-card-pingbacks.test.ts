import { cardPingbacks } from '@/lib/golive/checks/c8-card-pingbacks'
import { checkCases } from '@/test/support/golive'
import {
  cardShop,
  deliverBesides,
  notify,
  paidOrder,
  reviewed,
  tryForgeries,
} from '@/test/support/golive-cases'

const shop = await cardShop()
let order: Awaited<ReturnType<typeof paidOrder>>

checkCases(cardPingbacks, {
  prove: async () => {
    order = await paidOrder(shop.database)
    await notify(order, { ref: order.ref, type: 0, is_test: 1 })
    const refunded = await paidOrder(shop.database)
    await notify(refunded, { ref: refunded.ref, type: 2, reason: 9 })
    await tryForgeries(refunded)
    await reviewed(shop, 201)
  },
  proven: /delivered nothing again.*was refused.*match the payments.*accepted after the review/,
  attack: /re-splitting a signed URL: refused|older, weaker|required parameter missing/,
  spoil: () => deliverBesides(shop.database, order.id),
  failed: /2 deliveries for 1 lines/,
})
