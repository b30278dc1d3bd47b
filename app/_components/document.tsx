import type { ReactNode } from 'react'
import '@/app/globals.css'
import { fontClass } from '@/lib/brand/font'
import type { Theme } from '@/lib/hints/theme'
import type { Locale } from '@/lib/languages/locale'

/**
 * The HTML document of a root layout: language, font, styles and the link past the header.
 *
 * @param theme the colours that its reader has chosen, where the page is drawn for them
 */
export function Document({
  locale,
  theme,
  children,
}: {
  locale: Locale
  theme?: Theme | undefined
  children: ReactNode
}) {
  return (
    <html lang={locale.tag} className={fontClass} data-theme={theme} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="absolute top-2 left-2 z-10 -translate-y-24 bg-ink px-4 py-2 text-paper focus:translate-y-0"
        >
          {locale.t('shop.skip')}
        </a>
        {children}
      </body>
    </html>
  )
}
