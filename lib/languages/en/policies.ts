export const policies = {
  terms: { title: 'Terms of service', summary: 'What you and we agree to when you buy here.' },
  privacy: { title: 'Privacy policy', summary: 'What data we hold about you, why, and for how long.' },
  refunds: {
    title: 'Refunds and cancellation',
    summary: 'How to get your money back, and how to end a membership.',
  },
  of: '{policy} of {shop}.',
  validFrom: 'Valid from <day>{date}</day>',
  contents: 'Contents',
  earlier: {
    title: 'This is an earlier version',
    lead: 'It applies to the orders for which it was accepted. New orders are placed under the <link>current version</link>.',
    untranslated: 'This version was only published in English, so you see the English text.',
    all: 'Earlier versions',
  },
} as const
