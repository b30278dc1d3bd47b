import type { ReactNode } from 'react'
import { PageLink } from '@/app/_components/page-link'
import type { Locale } from '@/lib/languages/locale'

/** The tag of an order's number, or of what else is copied letter by letter. */
export const number = (text: ReactNode) => <span className="font-mono">{text}</span>

/** The tag of a price. */
export const price = (text: ReactNode) => <span className="whitespace-nowrap tabular-nums">{text}</span>

/** The tag of an e-mail address. */
export const address = (text: ReactNode) => <span className="break-all">{text}</span>

/** The tag of a day, written in the language of its message. */
export const dayOf = (date: Date) => (text: ReactNode) => <time dateTime={date.toISOString()}>{text}</time>

/** The tag `hidden` of a message: read aloud, and not shown. */
export const hidden = (text: ReactNode) => <span className="sr-only">{text}</span>

/** The tag of a message that is a link to a page of the shop. */
export const linkTo = (locale: Locale, path: string) => (text: ReactNode) => (
  <PageLink href={locale.path(path)} className="link">
    {text}
  </PageLink>
)
