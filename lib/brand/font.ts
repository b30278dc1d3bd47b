import localFont from 'next/font/local'

// `optional`: the preloaded face is used at once or not at all, so text never moves.
const font = localFont({
  src: './fonts/familjen-grotesk.woff2',
  weight: '400 700',
  display: 'optional',
  variable: '--font-brand',
})

/** The class that sets `--font-brand`; empty for a brand without a file of its own, which names a font in `palette.css`. */
export const fontClass: string = font.variable
