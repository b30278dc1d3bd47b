/** The identity of the shop: replace it together with `palette.css`, `products.ts`, `fonts/` and `public/artwork`. */
export const brand = {
  name: 'Foldline',
  /** In the names of cookies and of the demo's accounts: small letters and hyphens. */
  slug: 'foldline',
  /** Next to the name in the title of the home page. */
  tagline: 'Paper models to print, cut and fold',
  /** For search engines and link previews: one or two sentences. */
  description:
    'Low-poly paper models as printable sheets: download, print on card, cut and fold. Each takes one quiet evening, and no glue gun.',
  mark: '/artwork/mark.svg',
} as const
