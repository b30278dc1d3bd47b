'use server'

import { shopTime } from '@/lib/clock'
import { english } from '@/lib/languages/locale'
import { formatMoney } from '@/lib/money'
import { operatorAction } from '@/lib/operators/operator-action'
import { type Announced, announcePrice, withdrawPrice } from '@/lib/price-changes/mutations'
import { announcementSchema, withdrawalSchema } from '@/lib/price-changes/schema'

const pageOf = (id: string) => `/admin/products/${id}`

/** Announces a new price of a membership to its members. */
export const announcePriceAction = operatorAction(
  { role: 'ADMIN', act: 'product.announce_price', schema: announcementSchema },
  async ({ id, amount, from, was }, _, actor) => {
    const [minor, currency = ''] = was.split(' ')
    const price = { amount: Number(minor), currency }
    const at = await shopTime()
    const done = await announcePrice(id, { amount, from, was: price }, { by: actor.name, at })
    if (!done.ok) return { ok: false, subject: id, sentence: refusalOf(done) }
    const { change, name } = done
    return {
      ok: true,
      subject: id,
      to: pageOf(id),
      sentence: `The new price of “${name}”, ${formatMoney(change)} from ${english.date(change.effectiveAt)}, was announced. Its members are being told by e-mail.`,
      before: price,
      after: { amount: change.amount, currency: change.currency, from: change.effectiveAt.toISOString() },
    }
  },
)

function refusalOf(refused: Extract<Announced, { ok: false }>): string {
  switch (refused.why) {
    case 'missing':
      return 'There is no such membership.'
    case 'changed':
      return 'Nothing was announced: the price has changed since you opened the page. This is the current one.'
    case 'open':
      return 'Nothing was announced: a new price has already been announced. Withdraw it first.'
    case 'faulty':
      return `Nothing was announced: ${Object.values(refused.errors).join(' ')}`
  }
}

/** Withdraws an announced price before it takes effect. */
export const withdrawPriceAction = operatorAction(
  { role: 'ADMIN', act: 'product.withdraw_price', schema: withdrawalSchema },
  async ({ id, change: changeId }, _, actor) => {
    const change = await withdrawPrice(id, changeId, { by: actor.name, at: await shopTime() })
    if (!change) {
      return {
        ok: false,
        subject: id,
        sentence: 'Nothing was done: this price is already in effect or has been withdrawn.',
      }
    }
    return {
      ok: true,
      subject: id,
      to: pageOf(id),
      sentence: `The price ${formatMoney(change)} from ${english.date(change.effectiveAt)} was withdrawn. Members who were told of it are being told of the withdrawal.`,
      before: { amount: change.amount, currency: change.currency, from: change.effectiveAt.toISOString() },
    }
  },
)
