import { listed } from '@/lib/catalog/data'
import { pricedIn } from '@/lib/catalog/prices'
import { inLanguage } from '@/lib/catalog/texts'
import { type Currency, defaultCurrency } from '@/lib/currencies.mjs'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { Prisma } from '@/lib/generated/prisma/client'
import { newId, type OrderId, type Uid } from '@/lib/ids'
import { KeyedQueue } from '@/lib/keyed-queue'
import { type Language, languages } from '@/lib/languages/languages.mjs'
import { listSoldOut } from '@/lib/licence-keys/data'
import { mostUnits, toDecimal } from '@/lib/money'
import { orderIdSchema } from '@/lib/orders/schema'
import { scheduleStatusCheck } from '@/lib/outbox'
import { addPeriod } from '@/lib/plans/period'
import { planOf, postTrialId } from '@/lib/plans/plan'

export type CreateOrderResult =
  | { ok: true; orderId: OrderId; amounts: ReadonlyMap<string, number> }
  | {
      ok: false
      reason:
        | 'unavailable'
        | 'sold_out'
        | 'no_price'
        | 'too_large'
        | 'membership_alone'
        | 'empty'
        | PlacingRefusal
    }

type PlacingRefusal = 'too_many' | 'closed' | 'account_needed'

/** Orders that a buyer may place within an hour without paying any: enough to change one's mind, too few to flood the shop. */
const unpaidOrdersPerHour = 20

/** A buyer's orders wait for each other here and not in the database, where a burst would hold every connection. */
const placing = new KeyedQueue({ width: 1 })

/**
 * Makes an order in a currency and a language with frozen names and prices, read from the database and from nowhere else, at which
 * it may be paid for the days of the setting. Refuses what has no price in the currency, a buyer whose account is closed, a guest who
 * wants a membership, and a buyer who has placed many within the hour and paid none of them.
 *
 * @param at the shop's time (lib/clock.ts)
 * @param language of the page on which it is placed: letters about the order, and to its buyer, are in it from now on
 * @returns the order and the price of each product in minor units, or why there is none
 */
export async function createOrder(
  uid: Uid,
  productIds: readonly string[],
  at: Date = new Date(),
  currency: Currency = defaultCurrency,
  language: Language = languages[0].name,
): Promise<CreateOrderResult> {
  const wanted = new Set(productIds)
  if (wanted.size === 0) return { ok: false, reason: 'empty' }
  const forSale = await db().product.findMany({
    where: { id: { in: [...wanted] }, active: true },
    include: listed,
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  if (forSale.length < wanted.size) return { ok: false, reason: 'unavailable' }
  if ((await listSoldOut([...wanted])).size > 0) return { ok: false, reason: 'sold_out' }
  const products = forSale.flatMap((product) => pricedIn(inLanguage(product, language), currency) ?? [])
  const [first] = products
  if (!first || products.length < wanted.size) return { ok: false, reason: 'no_price' }
  const isMembership = products.some(({ kind }) => kind === 'MEMBERSHIP')
  if (products.length > 1 && isMembership) {
    return { ok: false, reason: 'membership_alone' }
  }

  const orderId = orderIdSchema.parse(newId())
  const price = {
    amount: products.reduce((sum, product) => sum + (product.trialAmount ?? product.amount), 0),
    currency,
  }
  if (price.amount > mostUnits) return { ok: false, reason: 'too_large' }
  const plan = planOf(first, currency)
  const order = {
    data: {
      id: orderId,
      uid,
      ...price,
      language,
      expiresAt: addPeriod(at, { length: env().ORDER_DAYS, unit: 'day' }),
      lines: {
        create: products.map((product, position) => ({
          id: newId(),
          position,
          productId: product.id,
          kind: product.kind,
          name: product.name,
          amount: product.amount,
          credits: product.credits,
          periodLength: product.periodLength,
          periodUnit: product.periodUnit,
          trialAmount: product.trialAmount,
          trialLength: product.trialLength,
          trialUnit: product.trialUnit,
        })),
      },
      externalIds: {
        create: [
          { id: orderId, price: toDecimal(price), currency: price.currency },
          ...(plan?.trial
            ? [
                {
                  id: postTrialId(orderId),
                  price: toDecimal(plan),
                  currency: plan.currency,
                },
              ]
            : []),
        ],
      },
    },
  } satisfies Prisma.OrderCreateArgs
  const refusal = await placing.run(uid, () =>
    db().$transaction(async (transaction) => {
      const reason = await refusePlacing(transaction, uid, isMembership)
      if (reason !== undefined) return reason
      await transaction.order.create(order)
      await transaction.user.updateMany({ where: { uid, language: { not: language } }, data: { language } })
      return reason
    }),
  )
  if (refusal !== undefined) return { ok: false, reason: refusal }
  return { ok: true, orderId, amounts: new Map(products.map((product) => [product.id, product.amount])) }
}

async function refusePlacing(
  transaction: Prisma.TransactionClient,
  uid: Uid,
  isMembership: boolean,
): Promise<PlacingRefusal | undefined> {
  // Other processes place orders too: those placed at once would not count each other.
  const [buyer] = await transaction.$queryRaw<{ isGuest: boolean }[]>`
    SELECT is_guest AS "isGuest" FROM users WHERE uid = ${uid} AND closed_at IS NULL AND account_id IS NULL
    FOR NO KEY UPDATE`
  if (!buyer) return 'closed'
  if (buyer.isGuest && isMembership) return 'account_needed'
  const unpaid = await transaction.order.count({
    where: {
      uid,
      createdAt: { gt: new Date(Date.now() - 60 * 60 * 1000) },
      payments: { none: { OR: [{ everPaid: true }, { state: 'REVIEW' }] } },
    },
  })
  return unpaid < unpaidOrdersPerHour ? undefined : 'too_many'
}

/**
 * Stores that the buyer accepted the policies for an order, and from then on asks now and then whether it was paid, should
 * the pingback not come. A second acceptance of the same words changes nothing; one of others, such as a membership's on a later
 * day, takes the place of the first for as long as nothing has been paid by it.
 */
export async function acceptTerms(acceptance: {
  orderId: OrderId
  uid: Uid
  policyVersion: string
  wording: string
  /** Of the page on which it was read. */
  language: Language
  address: string | undefined
}): Promise<void> {
  await db().$transaction(async (transaction) => {
    const { count } = await transaction.termsAcceptance.createMany({ data: acceptance, skipDuplicates: true })
    if (count > 0) return scheduleStatusCheck(transaction, acceptance.orderId)
    const { orderId, wording } = acceptance
    const unpaid = { payments: { none: { OR: [{ everPaid: true }, { state: 'REVIEW' as const }] } } }
    await transaction.termsAcceptance.updateMany({
      where: { orderId, wording: { not: wording }, order: unpaid },
      data: { ...acceptance, acceptedAt: new Date() },
    })
  })
}
