/** What this brand says of itself and its products; everything else that the shop says is in lib/languages/en. */
export const brand = {
  tagline: 'Paper models to print, cut and fold',
  /** The tagline after the name and a colon, in the title of the home page. */
  afterName: 'paper models to print, cut and fold',
  /** For search engines and link previews: one or two sentences. */
  description:
    'Low-poly paper models as printable sheets: download, print on card, cut and fold. Each takes one quiet evening, and no glue gun.',
  browse: 'Browse models',
  /** On the page for an address that is invalid. */
  badAddress: 'It may be mistyped or incomplete. Check the link that brought you here, or browse our models.',
  sections: {
    products: 'All products',
    downloads: 'Models',
    services: 'For makers and studios',
    memberships: 'Club',
  },
  catalogue: 'Every paper model, licence and membership in the shop, by kind and price.',
  home: {
    steps: {
      download: { title: 'Download', text: 'Your sheet is in your library, as a PDF for A4 paper.' },
      use: {
        title: 'Print, cut, fold',
        text: 'Use card of 160 to 200 g/m². All you need is scissors, a ruler and paper glue.',
      },
    },
    downloads: {
      title: 'Models',
      lead: 'A sheet is yours to keep: print it as often as you like.',
      more: 'All models',
    },
    services: {
      title: 'For makers and studios',
      lead: 'Sell what you build, or have a model made to your measurements.',
      more: 'All products',
    },
    memberships: {
      title: 'The club',
      lead: 'Every model in the shop, for as long as you are a member.',
      more: 'All memberships',
    },
  },
  /** Of each kind of product: its label, what it includes, how it is delivered, and refunds. */
  kinds: {
    DOWNLOAD: {
      label: 'Printable model',
      contains: {
        sheet: 'One PDF for A4 paper with the nets at full size, fold lines and numbered glue tabs',
        scale: 'A scale bar, to check that your printer has not shrunk the page',
        use: 'Personal use: build it as often as you like, including as gifts',
      },
      delivery:
        'The PDF is in your library as soon as the payment is confirmed, usually within seconds. Download it again whenever you need it.',
      refund:
        'Changed your mind? Full refund within 14 days, as long as you have not downloaded the sheet. Faulty? We replace or refund it.',
    },
    LICENCE: {
      label: 'Licence',
      contains: {
        key: 'A licence key in your name, valid for all our models',
        time: 'Never expires, nothing to renew',
      },
      delivery: 'The key is in your library as soon as the payment is confirmed, usually within seconds.',
      refund:
        'Changed your mind? Full refund within 14 days, as long as you have not sold anything under the licence.',
    },
    CREDITS: {
      label: 'Studio credits',
      contains: { few: 'Credits in your account, to spend a few at a time', time: 'They never expire' },
      delivery:
        'The credits are in your account as soon as the payment is confirmed, usually within seconds. Your library shows the balance.',
      refund: 'Changed your mind? We refund unspent credits within 14 days.',
    },
    MEMBERSHIP: {
      label: 'Membership',
      contains: {
        all: 'Every model in the shop, and each new one from the day it is released',
        end: 'Cancel at any time in your account',
      },
      delivery: 'Your membership starts as soon as the payment is confirmed, usually within seconds.',
      refund:
        'Cancel at any time: the membership runs to the end of the period you have paid for, and you are not charged again.',
    },
  },
  /** What the library, and the page that closes an account, say of goods. */
  library: {
    credits: 'Studio credits: <strong>{credits, number}</strong>',
    sheet: 'A printable sheet, A4',
    club: 'Club models',
    lost: 'Your library, with {goods, plural, =1 {one item} other {# items}}. Download your sheets and copy your licence keys first: what you have downloaded remains yours to use under its licence. <link>Open your library</link>',
    lostCredits: '{credits, plural, =1 {One unspent studio credit.} other {# unspent studio credits.}}',
  },
  /** What members are told of goods. */
  membership: {
    none: 'You are not a member. Members have every model in the shop in their library.',
    end: 'The club models leave your library when the membership ends. What you have downloaded remains yours to build.',
  },
} as const
