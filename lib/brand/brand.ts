/**
 * The identity of the shop: replace it together with `words`, `palette.css`, `products.ts`, `sheets/`, `font.ts`, `fonts/` and `public/artwork`. What it
 * says of itself is in `words`.
 */
export const brand = {
  name: 'Foldline',
  /** In the names of cookies and of the demo's accounts: small letters and hyphens. */
  slug: 'foldline',
  mark: '/artwork/mark.svg',
  /** What pictures for links are written in: a TrueType file in `fonts/`, of weight 600. Without one (`null`), a font of Next's. */
  pictureFont: 'familjen-grotesk-600.ttf',
} as const
