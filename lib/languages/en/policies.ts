export const policies = {
  terms: { title: 'Terms of service', summary: 'What you and we agree to when you buy here.' },
  privacy: { title: 'Privacy policy', summary: 'What data we hold about you, why, and for how long.' },
  refunds: {
    title: 'Refunds and cancellation',
    summary: 'How to get your money back, and how to end a membership.',
  },
} as const
