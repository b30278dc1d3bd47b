import { lastValue, type Parameter } from '../core/parameters'
import type { Settings } from '../core/settings'
import type { Period, PeriodUnit } from '../core/state'
import { isPeriodUnit, isWithinLimits } from '../subscriptions/limits'
import { priceFaults } from './money'

export interface Offer {
  externalId: string
  name: string
  amount: string
  currency: string
  period: Period | null
}

/** Digital Goods: one product, whose price the call names. */
export interface GoodsSale {
  kind: 'digital-goods'
  offer: Offer
  recurring: boolean
  afterTrial: Offer | null
}

export const requiredForGoods = ['amount', 'currencyCode', 'ag_external_id', 'ag_type']

const isOfferName = (name: string) => name === 'amount' || name === 'currencyCode' || name.startsWith('ag_')

/** Whether a call carries its product and price; else it asks for products that the provider stores. */
export function bearsGoods(parameters: readonly Parameter[]): boolean {
  return parameters.some(([name, value]) => isOfferName(name) && value !== '')
}

export function readGoods(parameters: readonly Parameter[]): GoodsSale {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const periodOf = (prefix: string): Period | null => {
    const length = Number(get(`${prefix}_length`))
    return get('ag_type') === 'subscription' && length > 0
      ? { length, unit: get(`${prefix}_type`) as PeriodUnit }
      : null
  }
  return {
    kind: 'digital-goods',
    offer: {
      externalId: get('ag_external_id'),
      name: get('ag_name') || get('ag_external_id'),
      amount: get('amount'),
      currency: get('currencyCode'),
      period: periodOf('ag_period'),
    },
    recurring: get('ag_recurring') === '1',
    afterTrial:
      get('ag_trial') === '1'
        ? {
            externalId: get('ag_post_trial_external_id'),
            name: get('ag_post_trial_name') || get('ag_post_trial_external_id'),
            amount: get('post_trial_amount'),
            currency: get('post_trial_currencyCode'),
            period: periodOf('ag_post_trial_period'),
          }
        : null,
  }
}

export function goodsFaults(parameters: readonly Parameter[], settings: Settings): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const { offer, afterTrial, recurring } = readGoods(parameters)
  const tooLong = ['ag_name', 'ag_external_id'].filter((name) => get(name).length > 256)
  return [
    ...tooLong.map((name) => `${name} is longer than 256 characters.`),
    ...(['fixed', 'subscription'].includes(get('ag_type')) ? [] : ['ag_type must be fixed or subscription.']),
    ...priceFaults(offer.amount, offer.currency, afterTrial !== null),
    ...(afterTrial ? priceFaults(afterTrial.amount, afterTrial.currency) : []),
    ...periodFaults(parameters, recurring, settings),
  ]
}

function periodFaults(parameters: readonly Parameter[], recurring: boolean, settings: Settings): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  if (get('ag_type') !== 'subscription') return []
  const faults: string[] = []
  const check = (prefix: string) => {
    const [length, unit] = [get(`${prefix}_length`), get(`${prefix}_type`)]
    if (!/^[1-9]\d{0,3}$/.test(length) || !isPeriodUnit(unit)) {
      faults.push(`${prefix}_length and ${prefix}_type must be a whole number of day, week, month or year.`)
    } else if (!isWithinLimits({ length: Number(length), unit }, settings)) {
      const { periodMinimumDays, periodMaximumDays } = settings
      faults.push(
        `A period must last ${periodMinimumDays} to ${periodMaximumDays} days; ${length} ${unit} does not.`,
      )
    }
  }
  check('ag_period')
  if (get('ag_trial') === '1') {
    if (!recurring) faults.push('A trial needs ag_recurring=1.')
    const missing = [
      'ag_post_trial_external_id',
      'ag_post_trial_name',
      'post_trial_amount',
      'post_trial_currencyCode',
    ]
    const absent = missing.filter((name) => get(name) === '')
    if (absent.length > 0) faults.push(`A trial also needs ${absent.join(', ')}.`)
    check('ag_post_trial_period')
  }
  return faults
}
