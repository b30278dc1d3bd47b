import type { Product } from '@/lib/generated/prisma/client'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import { perPeriod } from '@/lib/plans/period'

/** What a buyer is told about each kind of product: what it is called, what arrives, how, and what if not. */
export const kinds: Record<
  ProductKind,
  { label: string; contains: string[]; delivery: string; refund: string }
> = {
  DOWNLOAD: {
    label: 'Printable model',
    contains: [
      'One PDF for A4 paper with the nets at full size, fold lines and numbered glue tabs',
      'A scale bar, to check that your printer has not shrunk the page',
      'Personal use: build it as often as you like, also as a gift',
    ],
    delivery:
      'The PDF is in your library as soon as the payment is confirmed, usually within seconds. Download it again whenever you need it.',
    refund:
      'Changed your mind: the full price back within 14 days, as long as the sheet has not been downloaded. Faulty: replaced or refunded.',
  },
  LICENCE: {
    label: 'Licence',
    contains: ['A licence key in your name, valid for every model of ours', 'No end date, nothing to renew'],
    delivery: 'The key is in your library as soon as the payment is confirmed, usually within seconds.',
    refund:
      'Changed your mind: the full price back within 14 days, as long as nothing was sold under the licence.',
  },
  CREDITS: {
    label: 'Studio credits',
    contains: ['Credits in your account, to spend a few at a time', 'No end date'],
    delivery:
      'The credits are in your account as soon as the payment is confirmed, usually within seconds. Your library shows the balance.',
    refund: 'Changed your mind: unspent credits are refunded within 14 days.',
  },
  MEMBERSHIP: {
    label: 'Membership',
    contains: [
      'Every model in the shop, and each new one from its first day',
      'Cancel at any time in your account',
    ],
    delivery: 'Your membership begins as soon as the payment is confirmed, usually within seconds.',
    refund:
      'Cancel at any time: the membership runs to the end of the time you have paid for, and no more is charged.',
  },
}

/** How often the price of a product is due: 'every 6 months', 'a month'; empty for one that is paid once. */
export function interval({ periodLength, periodUnit }: Pick<Product, 'periodLength' | 'periodUnit'>): string {
  return periodLength && periodUnit ? perPeriod({ length: periodLength, unit: periodUnit }) : ''
}
