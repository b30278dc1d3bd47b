import type { Product } from '@/lib/generated/prisma/client'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import type { Translate } from '@/lib/languages/locale'
import { perPeriod } from '@/lib/plans/period'

/** The texts about each kind of product: its label, what it includes, how it is delivered, and refunds. */
export const kinds: Record<
  ProductKind,
  { label: string; contains: string[]; delivery: string; refund: string }
> = {
  DOWNLOAD: {
    label: 'Printable model',
    contains: [
      'One PDF for A4 paper with the nets at full size, fold lines and numbered glue tabs',
      'A scale bar, to check that your printer has not shrunk the page',
      'Personal use: build it as often as you like, including as gifts',
    ],
    delivery:
      'The PDF is in your library as soon as the payment is confirmed, usually within seconds. Download it again whenever you need it.',
    refund:
      'Changed your mind? Full refund within 14 days, as long as you have not downloaded the sheet. Faulty? We replace or refund it.',
  },
  LICENCE: {
    label: 'Licence',
    contains: ['A licence key in your name, valid for all our models', 'Never expires, nothing to renew'],
    delivery: 'The key is in your library as soon as the payment is confirmed, usually within seconds.',
    refund:
      'Changed your mind? Full refund within 14 days, as long as you have not sold anything under the licence.',
  },
  CREDITS: {
    label: 'Studio credits',
    contains: ['Credits in your account, to spend a few at a time', 'They never expire'],
    delivery:
      'The credits are in your account as soon as the payment is confirmed, usually within seconds. Your library shows the balance.',
    refund: 'Changed your mind? We refund unspent credits within 14 days.',
  },
  MEMBERSHIP: {
    label: 'Membership',
    contains: [
      'Every model in the shop, and each new one from the day it is released',
      'Cancel at any time in your account',
    ],
    delivery: 'Your membership starts as soon as the payment is confirmed, usually within seconds.',
    refund:
      'Cancel at any time: the membership runs to the end of the period you have paid for, and you are not charged again.',
  },
}

/** How often the price of a product is due: 'every 6 months', 'a month'; empty for one that is paid once. */
export function interval(
  t: Translate,
  { periodLength, periodUnit }: Pick<Product, 'periodLength' | 'periodUnit'>,
): string {
  return periodLength && periodUnit ? perPeriod(t, { length: periodLength, unit: periodUnit }) : ''
}
