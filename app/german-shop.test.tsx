import type { Metadata } from 'next'
import { prerender } from 'react-dom/static'
import { beforeAll, describe, expect, test } from 'vitest'
import { MemberAlready } from '@/app/_components/member-already'
import { OwnedAlready } from '@/app/_components/owned-already'
import { SiteFooter } from '@/app/_components/site-footer'
import { SiteHeader } from '@/app/_components/site-header'
import ContactPage, {
  generateMetadata as contactMetadata,
} from '@/app/(site)/[variant]/(cached)/contact/page'
import HomePage, { generateMetadata as homeMetadata } from '@/app/(site)/[variant]/(cached)/page'
import ProductPage, {
  generateMetadata as productMetadata,
} from '@/app/(site)/[variant]/(cached)/products/[slug]/page'
import ProductsPage, {
  generateMetadata as productsMetadata,
} from '@/app/(site)/[variant]/(live)/products/page'
import robots from '@/app/robots'
import sitemap from '@/app/sitemap'
import { forget } from '@/lib/cache'
import { catalogTag } from '@/lib/catalog/data'
import { env } from '@/lib/env'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { messagesOf } from '@/lib/languages/messages'
import { shopMetadata } from '@/lib/storefront/found'
import { fillCatalogue } from '@/test/support/catalogue'
import { Browser } from '@/test/support/next-request'
import { newProduct } from '@/test/support/orders'
import { drawIn } from '@/test/support/root-params'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const variant = 'de-eur'
const german = localeOf('de')
const model = await newProduct(database, 'DOWNLOAD', { prices: { EUR: 1250 } })
const club = await newProduct(database, 'MEMBERSHIP', { prices: { EUR: 900 } })
const licence = await newProduct(database, 'LICENCE')

beforeAll(async () => {
  drawIn(variant)
  await database.query(
    `INSERT INTO product_texts (product_id, language, name, summary, description)
     VALUES ($1, 'de', 'Fuchs', 'Sitzt aufrecht.', 'Ein geduldiges Modell.')`,
    [model],
  )
  forget(catalogTag)
})

async function htmlOf(content: React.ReactNode): Promise<string> {
  return new Response((await prerender(content)).prelude).text()
}

const textOf = (html: string) =>
  html
    .replace(/<script.*?<\/script>|<[^>]*>/gs, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,:“])|(?<=„) /g, '')

async function search(query: Record<string, string>): Promise<string> {
  const page = async () => htmlOf(await ProductsPage({ searchParams: Promise.resolve(query) }))
  const { result = '' } = await new Browser().run(page, {
    method: 'GET',
    path: '/products',
    headers: { [languageHeader]: 'de' },
  })
  return result
}

async function listMetadata(query: Record<string, string>): Promise<Metadata> {
  const metadata = () => productsMetadata({ searchParams: Promise.resolve(query) })
  const sent = { method: 'GET' as const, path: '/products', headers: { [languageHeader]: 'de' } }
  const { result } = await new Browser().run(metadata, sent)
  if (!result) throw new Error('no metadata')
  return result
}

const props = { params: Promise.resolve({ variant }) }
const propsOf = (slug: string) => ({ params: Promise.resolve({ variant, slug }) })

const pages: [name: string, html: () => Promise<string>, says: string[]][] = [
  [
    'home',
    async () => htmlOf(await HomePage(props)),
    [
      'Papiermodelle zum Drucken',
      'Aussuchen und bezahlen',
      'Alle Modelle',
      '12,50 €',
      'danach 9,00 € pro Monat',
    ],
  ],
  [
    'model',
    async () => htmlOf(await ProductPage(propsOf(model))),
    [
      'Bastelbogen',
      'Fuchs',
      'Ein geduldiges Modell.',
      'Das bekommen Sie',
      '12,50 €',
      'Jetzt kaufen',
      'In den Warenkorb',
      'Das könnte Ihnen auch gefallen',
    ],
  ],
  [
    'membership',
    async () => htmlOf(await ProductPage(propsOf(club))),
    ['Eine Probezeit von 7 Tagen für 1,00 €, danach 9,00 € pro Monat.', 'Widerruf, Erstattung und Kündigung'],
  ],
  [
    'product that has no price in euros',
    async () => htmlOf(await ProductPage(propsOf(licence))),
    ['Nicht in EUR erhältlich', 'Preise in USD anzeigen'],
  ],
  [
    'contact',
    async () => htmlOf(await ContactPage()),
    ['Kontakt und Impressum', 'Wir antworten innerhalb von zwei Werktagen', 'Ihrer Bibliothek'],
  ],
  ['catalogue', () => search({}), ['Alle Produkte', '2 Produkte', 'Sortieren nach', 'Alle Produktarten']],
  [
    'search',
    () => search({ q: 'fox', min: '1234.5', kind: 'toys' }),
    ['Suchergebnisse für „fox“', 'Ohne Filter suchen (1 Produkt)', 'Diese Produktart gibt es nicht'],
  ],
  [
    'search that finds nothing',
    () => search({ q: 'zzqq' }),
    ['Keine Treffer für „zzqq“', 'Ebenfalls im Shop'],
  ],
  [
    'frame',
    () =>
      htmlOf(
        <>
          <SiteHeader locale={german} currency="EUR" />
          <SiteFooter locale={german} />
        </>,
      ),
    ['Warenkorb', 'Kontakt und Impressum'],
  ],
]

/** English sentences of the catalogs, as far as they have no arguments, that the German ones do not have too. */
const englishTexts = [...messagesOf(localeOf('en').words).values()].filter(
  (text) => /^[^{}<>]* [^{}<>]*$/.test(text) && !/^[\d\W]*$/.test(text),
)

describe.each(pages)('the German %s page', (_, draw, says) => {
  test('says all it says in German', async () => {
    const html = await draw()
    const text = textOf(html)
    for (const words of says) expect(text).toContain(words)
    const readAloud = Array.from(
      html.matchAll(/ (?:alt|aria-label|title|placeholder)="([^"]*)"/g),
      ([, to]) => to,
    )
    for (const words of englishTexts) expect([text, ...readAloud].join(' ')).not.toContain(words)
  })

  test('leads to German pages alone', async () => {
    const html = await draw()
    const targets = Array.from(
      html.matchAll(/<(?:a|form)\b[^>]*? (?:href|action)="([^"]*)"/g),
      ([, to = '']) => to,
    )
    const own = targets.filter((to) => /^(?:\/|https?:\/\/(?:localhost|shop))/.test(to))
    expect(targets.length).toBeGreaterThan(0)
    const elsewhere = own.filter((to) => !/^\/(?:de(?:$|[/?#])|api\/|artwork\/)/.test(to))
    expect(elsewhere).toEqual([])
  })
})

test('the form of a search has its amounts as a German types them', async () => {
  const html = await search({ q: 'fox', min: '1.234,50', max: '99999' })
  expect(html).toMatch(/name="min"[^>]*value="1234,50"|value="1234,50"[^>]*name="min"/)
})

test('who has something already reads so in German', async () => {
  const owned = [
    { slug: 'a', name: 'Fuchs', kind: 'LICENCE' },
    { slug: 'b', name: 'Wal', kind: 'DOWNLOAD' },
  ] as const
  const items = owned.map((item) => ({ ...item, productId: item.slug }))
  const beside = {
    memberships: [],
    underReview: [{ orderId: 'o1', name: 'Club' }],
    isAny: true,
  } as unknown as Parameters<typeof MemberAlready>[0]['beside']
  const html = await htmlOf(
    <>
      <OwnedAlready locale={german} items={items} />
      <MemberAlready locale={german} beside={beside} now={new Date()} />
    </>,
  )
  expect(textOf(html)).toContain(
    '„Fuchs“, „Wal“ liegen in Ihrer Bibliothek und lassen sich beliebig oft nutzen.',
  )
  expect(textOf(html)).toContain('Sie haben „Club“ bestellt.')
  expect(html).toContain('href="/de/account/library"')
  expect(html).toContain('href="/de/orders/o1"')
})

describe('search engines are told', () => {
  beforeAll(() => fillCatalogue(database, 40))

  const metadata: [path: string, of: () => Promise<Metadata>][] = [
    ['/', () => homeMetadata(props)],
    [`/products/${model}`, () => productMetadata(propsOf(model))],
    ['/products', () => listMetadata({})],
    ['/products?page=2', () => listMetadata({ page: '2' })],
    ['/contact', () => contactMetadata()],
  ]

  test.each(metadata)('%s: its address in each language, and which one this is', async (path, of) => {
    const { alternates, openGraph, description } = await of()
    const address = path === '/' ? '/de' : `/de${path}`
    expect(alternates).toMatchObject({
      canonical: address,
      languages: { en: path, de: address, 'x-default': path },
    })
    expect(openGraph).toMatchObject({
      url: address,
      locale: 'de_DE',
      alternateLocale: ['en_GB'],
      images: [{ url: expect.stringMatching(/^\/artwork\/share\/.*\?language=de$/) }],
    })
    const words = messagesOf(localeOf('en').words)
    expect([...words.values()]).not.toContain(description)
  })

  test('a list names the page that it shows: the last one where there is no later', async () => {
    for (const page of ['3', '999999'])
      expect(await listMetadata({ page })).toMatchObject({
        title: 'Alle Produkte, Seite 2',
        alternates: { canonical: '/de/products?page=2' },
      })
    expect(await listMetadata({ page: '7', q: 'Fuchs' })).toMatchObject({
      title: 'Suchergebnisse für „Fuchs“',
    })
  })

  test('what the shop is, in the language of the page', () => {
    expect(shopMetadata(localeOf('en')).title).toMatchObject({
      default: 'Foldline: paper models to print, cut and fold',
    })
    expect(shopMetadata(german)).toMatchObject({
      title: { default: 'Foldline: Papiermodelle zum Drucken, Schneiden und Falten' },
      openGraph: { locale: 'de_DE' },
    })
  })

  test('every page in every language by the sitemap, each with its addresses in all of them', async () => {
    forget(catalogTag)
    const listed = await sitemap()
    const at = (path: string) => new URL(path, process.env.SHOP_URL).href
    for (const path of ['/', '/products', '/terms', '/contact', `/products/${model}`]) {
      const address = path === '/' ? '/de' : `/de${path}`
      const languages = { en: at(path), de: at(address), 'x-default': at(path) }
      for (const url of [at(path), at(address)]) {
        expect(listed.filter((entry) => entry.url === url)).toMatchObject([{ alternates: { languages } }])
      }
    }
  })

  test('what is private in every language', () => {
    const settings = env()
    const { PAYMENTWALL_MODE: mode } = settings
    settings.PAYMENTWALL_MODE = 'live'
    const { rules } = robots()
    settings.PAYMENTWALL_MODE = mode
    expect(rules).toMatchObject({
      disallow: expect.arrayContaining([
        '/admin',
        '/account',
        '/de/account',
        '/de/checkout/',
        '/de/products?*q=',
      ]),
    })
  })
})
