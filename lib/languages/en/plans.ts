export const plans = {
  /** "14 days" */
  length: {
    day: '{length, plural, one {# day} other {# days}}',
    week: '{length, plural, one {# week} other {# weeks}}',
    month: '{length, plural, one {# month} other {# months}}',
    year: '{length, plural, one {# year} other {# years}}',
  },
  /** The same after "of", where a language has a case for it. */
  of: {
    day: '{length, plural, one {# day} other {# days}}',
    week: '{length, plural, one {# week} other {# weeks}}',
    month: '{length, plural, one {# month} other {# months}}',
    year: '{length, plural, one {# year} other {# years}}',
  },
  /** "every 6 months" */
  every: {
    day: '{length, plural, =1 {every day} other {every # days}}',
    week: '{length, plural, =1 {every week} other {every # weeks}}',
    month: '{length, plural, =1 {every month} other {every # months}}',
    year: '{length, plural, =1 {every year} other {every # years}}',
  },
  /** After a price: "a month" */
  per: {
    day: '{length, plural, =1 {a day} other {every # days}}',
    week: '{length, plural, =1 {a week} other {every # weeks}}',
    month: '{length, plural, =1 {a month} other {every # months}}',
    year: '{length, plural, =1 {a year} other {every # years}}',
  },
  price: '{price} {per}',
  offer: {
    plain: '{price}.',
    trial: 'A trial of {length} for {trial}, then {price}.',
    freeTrial: 'A free trial of {length}, then {price}.',
  },
  start: {
    trial: 'Start trial, {trial} today',
    freeTrial: 'Start trial, nothing to pay today',
  },
  charges: {
    first: 'The first charge is {price}, today, {today}.',
    next: 'The next charge is {price} on {next}.',
    afterTrial: 'The next charge is {price} on {first}, followed by {price} on {next}.',
    nothing: 'You are not charged today, {today}.',
    afterFreeTrial: 'The first charge is {price} on {first}, the next is {price} on {next}.',
  },
  renews: 'The membership renews automatically for {price} {every} until you cancel.',
  cancel:
    'You can cancel at any time in your account, under Memberships. You are not charged again, and you remain a member until the end of the period you have paid for.',
  cancelInTrial: 'If you cancel during the trial, you never pay the regular price.',
} as const
