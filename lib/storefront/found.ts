import type { Metadata } from 'next'
import { brand } from '@/lib/brand/brand'

/** Where a page's address lies, and what is said of it. */
interface Page {
  /** Below the shop's address. */
  path: string
  /** Without the shop's name, which is added; the shop's own where there is none. */
  title?: string
  /** One or two sentences. */
  description?: string
  /** Where the picture lies that is shown with a link to it. */
  picture?: string
}

const pictureSize = { width: 1200, height: 630 }

/** The metadata of a page that search engines keep and people share: its one address, title, description and picture. */
export function foundMetadata({ path, title, description, picture = '/artwork/share/home' }: Page): Metadata {
  const shared = { title: title ?? brand.name, description: description ?? brand.description }
  const alt = `${shared.title}: ${shared.description}`
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    alternates: { canonical: path },
    openGraph: {
      ...shared,
      type: 'website',
      siteName: brand.name,
      locale: 'en_GB',
      url: path,
      images: [{ url: picture, ...pictureSize, type: 'image/png', alt }],
    },
    twitter: { card: 'summary_large_image', ...shared, images: [{ url: picture, alt }] },
  }
}

/** The metadata of a page that search engines are to leave out, though they may follow its links. */
export const unlisted: Metadata = { robots: { index: false, follow: true } }
