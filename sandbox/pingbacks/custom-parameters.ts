import type { Parameter } from '../core/parameters'
import type { CustomParameterValue, Settings } from '../core/settings'
import type { Payment } from '../core/state'
import { paymentSystems } from '../payment-systems'

export interface PingbackContext {
  payment: Payment
  type: number
  reason: number | null
  initialRef: string | null
  subscriptionId: string | null
  nextDate: number | null
  isRecurringActive: boolean
}

const reasonTexts: Record<number, string> = {
  1: 'Chargeback',
  2: 'Credit Card fraud',
  3: 'Other fraud',
  4: 'Bad data entry',
  5: 'Fake / proxy user',
  6: 'Rejected by advertiser',
  7: 'Duplicated conversions',
  8: 'Goodwill credit taken back',
  9: 'Cancelled order',
  10: 'Partially reversed transaction',
}

const feeShare = 0.065

const paymentTypes = {
  1: 'Credit Card',
  2: 'Bank Transfer',
  3: 'Prepaid Card',
  4: 'E-Wallet',
  5: 'Mobile',
} as const
const countryNames = new Intl.DisplayNames(['en'], { type: 'region' })

function paymentType({ paymentSystem }: Payment): string {
  return paymentTypes[paymentSystems.find(({ id }) => id === paymentSystem)?.typeId ?? 1]
}

const dateTime = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
const flag = (value: boolean) => (value ? '1' : '0')
const net = (amount: string) => (Number(amount) * (1 - feeShare)).toFixed(2)

const standardValues: Record<Exclude<CustomParameterValue, 'OWN'>, (context: PingbackContext) => string> = {
  CHARGEBACK_REASON: ({ reason }) => (reason === null ? '' : String(reason)),
  CHARGEBACK_REASON_VERBAL: ({ reason }) => (reason === null ? '' : (reasonTexts[reason] ?? '')),
  CHARGEBACK_TYPE: ({ reason }) => (reason === null ? '' : reason <= 3 ? 'chargeback' : 'refund'),
  CLICK_TYPE: () => 'payment',
  COUNTRY_CODE: ({ payment }) => payment.country,
  COUNTRY_CODE_NAME: ({ payment }) => countryNames.of(payment.country) ?? payment.country,
  CURRENCY_CODE: ({ payment }) => payment.currency,
  GOODSID: ({ payment }) => payment.cart?.join(',') ?? payment.goodsId ?? '',
  PAYMENT_DATETIME: ({ payment }) => dateTime(payment.createdAt),
  PAYMENT_DATETIME_UTC: ({ payment }) => dateTime(payment.createdAt),
  PAYMENT_TYPE: ({ payment }) => paymentType(payment),
  PRODUCT_CURRENCY_CODE: ({ payment }) => payment.currency,
  PRODUCT_PRICE: ({ payment }) => payment.amount,
  RECURRING_BILLING_ACTIVE: ({ isRecurringActive }) => flag(isRecurringActive),
  RECURRING_BILLING_INITIAL_REF: ({ initialRef }) => initialRef ?? '',
  RECURRING_BILLING_NEXT_DATE: ({ nextDate }) => (nextDate === null ? '' : dateTime(nextDate)),
  RECURRING_PAYMENT: ({ subscriptionId }) => flag(subscriptionId !== null),
  REFERENCE_ID: ({ payment }) => payment.ref,
  REVENUE: ({ payment }) => net(payment.amount),
  REVENUE_LOCAL: ({ payment }) => net(payment.amount),
  REVENUE_PAYMENT: ({ payment }) => payment.amount,
  REVENUE_PAYMENT_LOCAL: ({ payment }) => payment.amount,
  STORED_CC: () => '0',
  SUBSCRIPTION_ID: ({ subscriptionId }) => subscriptionId ?? '',
  UNIQUE_REF: ({ payment, type }) => `${payment.ref}_${type}`,
  UNIQUE_REF_INITIAL: ({ payment, type }) => (type === 2 ? `${payment.ref}_0` : ''),
  USER_ID: ({ payment }) => payment.uid,
  VIRTUAL_CURRENCY: ({ payment }) => String(payment.credits ?? ''),
  VIRTUAL_CURRENCY_UNDISCOUNTED: ({ payment }) => String(payment.credits ?? ''),
}

/** The project's custom parameters for one pingback; OWN echoes what the merchant sent under that name. */
export function customParameters(settings: Settings, context: PingbackContext): Parameter[] {
  return Object.entries(settings.customParameters).flatMap(([name, value]): Parameter[] =>
    value === 'OWN'
      ? context.payment.parameters.filter(([sent]) => sent === name || sent.startsWith(`${name}[`))
      : [[name, standardValues[value](context)]],
  )
}
