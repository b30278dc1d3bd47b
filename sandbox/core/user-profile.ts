import type { Parameter } from './parameters'

type Check = [isRight: (value: string) => boolean, expected: string]

const matches = (pattern: RegExp, expected: string): Check =>
  [(value) => pattern.test(value), expected] satisfies Check
const text: Check = [() => true, '']
const unixSeconds = matches(/^\d{10}$/, 'Unix seconds in ten digits')
const date = matches(/^-?\d{1,10}$/, 'Unix seconds')
const country = matches(/^[A-Z]{2}$/, 'two capital letters')
const number = matches(/^\d+(\.\d+)?$/, 'a number')
const flag = matches(/^[01]$/, '0 or 1')
const percent: Check = [
  (value) => /^\d{1,3}(\.\d+)?$/.test(value) && Number(value) <= 100,
  'a number from 0 to 100',
]
const email = matches(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')

/** The User Profile of the documentation, which calls of payment pages and of Brick may carry. */
const profile: Record<string, Record<string, Check>> = {
  customer: {
    birthday: date,
    sex: matches(/^(male|female)$/, 'male or female'),
    username: text,
    firstname: text,
    lastname: text,
    city: text,
    state: text,
    address: text,
    country,
    zip: text,
  },
  history: {
    membership: text,
    membership_date: date,
    registration_date: unixSeconds,
    registration_country: country,
    registration_age: number,
    registration_ip: text,
    registration_email: email,
    registration_email_verified: flag,
    registration_name: text,
    registration_lastname: text,
    registration_source: text,
    logins_number: number,
    payments_number: number,
    payments_amount: number,
    followers: number,
    messages_sent: number,
    messages_sent_last_24hours: number,
    messages_received: number,
    interactions: number,
    interactions_last_24hours: number,
    customer_rating: percent,
    risk_score: percent,
    complaints: number,
    was_banned: flag,
    delivered_products: number,
    cancelled_payments: number,
  },
}

/** What in a call's User Profile is unlike the documentation: unknown names and malformed values. */
export function profileShortcomings(parameters: readonly Parameter[]): string[] {
  return parameters.flatMap(([name, value]) => {
    const [, group = '', key = ''] = /^(customer|history)\[([^\]]*)\]$/.exec(name) ?? []
    const checks = profile[group]
    if (!checks) return []
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined
    if (!check) return [`${name} is not part of the User Profile.`]
    const [isRight, expected] = check
    return value === '' || isRight(value) ? [] : [`${name} must be ${expected}.`]
  })
}
