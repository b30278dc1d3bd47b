/** The policies that a buyer accepts, in the order in which they are named. */
export const policies = [
  { path: '/terms', title: 'Terms of service' },
  { path: '/privacy', title: 'Privacy policy' },
  { path: '/refunds', title: 'Refunds and cancellation' },
] as const

/** The day on which the policies last changed; stored with each acceptance. */
export const policyVersion = '2026-11-26'
