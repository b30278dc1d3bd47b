import type { ReactNode } from 'react'
import { PageLink } from '@/app/_components/page-link'
import type { Locale } from '@/lib/languages/locale'

/** The tag `hidden` of a message: read aloud, and not shown. */
export const hidden = (text: ReactNode) => <span className="sr-only">{text}</span>

/** The tag of a message that is a link to a page of the shop. */
export const linkTo = (locale: Locale, path: string) => (text: ReactNode) => (
  <PageLink href={locale.path(path)} className="link">
    {text}
  </PageLink>
)
