import type { Metadata } from 'next'
import { brand } from '@/lib/brand/brand'
import { addressIn, languages } from '@/lib/languages/languages.mjs'
import type { Locale } from '@/lib/languages/locale'

/** Where a page's address lies, and what is said of it. */
interface Page {
  /** Below the shop's address, without a language. */
  path: string
  /** Without the shop's name, which is added; the shop's own where there is none. */
  title?: string
  /** One or two sentences. */
  description?: string
  /** Where the picture lies that is shown with a link to it. */
  picture?: string
}

const pictureSize = { width: 1200, height: 630 }

/** A language and a country as Open Graph writes them: 'en_GB'. */
const graphTag = (tag: string) => tag.replace('-', '_')

/** What link previews are told of every page. */
function shopGraph({ tag }: Locale) {
  const others = languages.filter((each) => each.tag !== tag)
  return {
    type: 'website' as const,
    siteName: brand.name,
    locale: graphTag(tag),
    alternateLocale: others.map((each) => graphTag(each.tag)),
  }
}

/** The metadata that all pages have which say nothing of their own. */
export function shopMetadata(locale: Locale): Metadata {
  const { t } = locale
  return {
    icons: brand.mark,
    title: { default: `${brand.name}: ${t('brand.afterName')}`, template: `%s · ${brand.name}` },
    description: t('brand.description'),
    openGraph: shopGraph(locale),
  }
}

/** The addresses of a page by what `hreflang` calls their languages; readers of any other language get the first. */
export function addressesOf(path: string): Record<string, string> {
  return {
    ...Object.fromEntries(languages.map(({ name }) => [name, addressIn(name, path)])),
    'x-default': addressIn(languages[0].name, path),
  }
}

/** Where a picture for links lies whose texts are in a language (app/artwork/share). */
function pictureIn({ language }: Locale, picture: string): string {
  return language === languages[0].name ? picture : `${picture}?language=${language}`
}

/**
 * The metadata of a page that search engines keep and people share: its one address in this language and those in the others,
 * title, description and picture.
 */
export function foundMetadata(
  locale: Locale,
  { path, title, description, picture = '/artwork/share/home' }: Page,
): Metadata {
  const shared = {
    title: title ?? brand.name,
    description: description ?? locale.t('brand.description'),
  }
  const alt = `${shared.title}: ${shared.description}`
  const image = pictureIn(locale, picture)
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    alternates: { canonical: locale.path(path), languages: addressesOf(path) },
    openGraph: {
      ...shared,
      ...shopGraph(locale),
      url: locale.path(path),
      images: [{ url: image, ...pictureSize, type: 'image/png', alt }],
    },
    twitter: { card: 'summary_large_image', ...shared, images: [{ url: image, alt }] },
  }
}

/** The metadata of a page that search engines are to leave out, though they may follow its links. */
export const unlisted: Metadata = { robots: { index: false, follow: true } }
