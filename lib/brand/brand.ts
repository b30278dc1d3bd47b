/**
 * The identity of the shop: replace it together with `words`, `palette.css`, `products.ts`, `fonts/` and `public/artwork`. What it
 * says of itself is in `words`.
 */
export const brand = {
  name: 'Foldline',
  /** In the names of cookies and of the demo's accounts: small letters and hyphens. */
  slug: 'foldline',
  mark: '/artwork/mark.svg',
} as const
