/** What each type tells (docs/paymentwall/pingback.md §3). */
const types = new Map([
  ['0', 'a payment was made'],
  ['1', 'a goodwill payment by Paymentwall’s support'],
  ['2', 'a refund or a chargeback; the reason says which'],
  ['12', 'the buyer cancelled the subscription'],
  ['13', 'the subscription has expired'],
  ['14', 'the renewal failed for good, and the subscription stopped'],
  ['200', 'the payment is under risk review'],
  ['201', 'the risk review accepted the payment'],
  ['202', 'the risk review declined the payment'],
  ['203', 'the authorised charge was voided'],
  ['220', 'a partial refund'],
])

/** The types that a list can be narrowed to, with what they tell. */
export const knownTypes: readonly (readonly [type: string, title: string])[] = Array.from(
  types,
  ([type, title]) => [type, `${type}: ${title}`],
)

/** What each reason of a type 2 means (docs/paymentwall/pingback.md §5). */
const reasons = new Map([
  ['1', 'a chargeback'],
  ['2', 'card fraud: a chargeback'],
  ['3', 'other fraud: a chargeback'],
  ['4', 'wrong data was entered'],
  ['5', 'a fake or proxy user'],
  ['6', 'rejected by an advertiser'],
  ['7', 'a duplicate conversion'],
  ['8', 'a goodwill credit was taken back'],
  ['9', 'the order was cancelled or refunded'],
  ['10', 'the payment was reversed in part'],
])

const names = new Map([
  ['uid', 'the buyer’s id, as the shop sent it'],
  ['goodsid', 'the order id that the shop sent with the payment'],
  ['ref', 'Paymentwall’s id of the payment'],
  ['slength', 'the length of the subscription’s period'],
  ['speriod', 'the unit of the subscription’s period'],
  ['sign_version', 'the signature version'],
  ['sig', 'the digest; only its beginning is shown'],
  ['merchant_refund_id', 'the id that the merchant gave the refund'],
  ['refund_amount', 'how much was refunded, in the currency that was paid'],
  ['price', 'the price that the order asked for'],
  ['price_currency', 'the currency of the price'],
  ['paid_currency', 'the currency that the buyer paid in'],
  ['initial_ref', 'the first payment of the subscription'],
  ['subscription_id', 'Paymentwall’s id of the subscription'],
  ['paid_at', 'when it was paid, in UTC'],
  ['next_charge_at', 'when the subscription is charged next'],
])

/** What a parameter of a pingback means, in words. */
export function meaningOf(name: string, value: string): string {
  switch (name) {
    case 'type':
      return types.get(value) ?? 'a type that the shop does not know'
    case 'reason':
      return value === ''
        ? 'no reason is given'
        : (reasons.get(value) ?? 'a reason that is not documented: counted as 9')
    case 'is_test':
      return value === '1' ? 'a test payment' : 'not a test payment'
    case 'slength':
      if (value === '') return 'empty: no subscription'
      return Number(value) < 0 ? 'negative: this much is taken back' : (names.get(name) ?? '')
    case 'speriod':
      return value === '' ? 'empty: no subscription' : (names.get(name) ?? '')
    default:
      return names.get(name) ?? 'a parameter that means nothing to the shop'
  }
}
