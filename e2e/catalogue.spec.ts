import type { APIRequestContext } from '@playwright/test'
import { expect, test } from '../test/support/fixtures'

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a buyer searches, mistypes, narrows and sorts, and comes to a product', { tag: '@phone' }, async ({
    page,
  }) => {
    await page.goto('/products')
    const main = page.getByRole('main')
    const names = main.getByRole('article').getByRole('heading')
    const search = main.getByRole('search')
    const find = async (text: string) => {
      await search.getByLabel('Search for').fill(text)
      await search.getByRole('button', { name: 'Search' }).click()
    }
    await find('hreon')
    await expect(main.getByRole('heading', { name: 'Did you mean?' })).toBeVisible()
    await expect(names.first()).toHaveText('Heron')
    await search.getByLabel('Kind').selectOption('Studio credits')
    await search.getByLabel('Sort by').selectOption('Price: high to low')
    await find('')
    await expect(names).toHaveText(['50 studio credits', '10 studio credits'])
    await search.getByLabel('Up to').fill('10,00')
    await find('credits')
    await expect(page).toHaveURL(/\?q=credits&kind=credits&min=&max=10%2C00&sort=price-high$/)
    await expect(names).toHaveText(['10 studio credits'])
    await find('<script>"%_\u202e')
    await expect(main).toContainText('No results for “<script>"%_”')
    await main.getByRole('link', { name: 'Show all products' }).click()
    await names.first().getByRole('link').click()
    await expect(page).toHaveURL('/products/fox')
  })
})

/** What a page tells search engines. */
async function told(request: APIRequestContext, address: string) {
  const answer = await request.get(address)
  const html = await answer.text()
  const content = (name: string) =>
    new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`).exec(html)?.[1] ?? ''
  const data = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)]
  return {
    headers: answer.headers(),
    lang: /<html lang="([^"]*)"/.exec(html)?.[1],
    canonical: /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1],
    languages: Object.fromEntries(
      Array.from(
        html.matchAll(/<link rel="alternate" hrefLang="([^"]*)" href="([^"]*)"/gi),
        ([, name = '', to = '']) => [name, to.replace(/\/$/, '')],
      ),
    ),
    robots: content('robots'),
    title: /<title>(.*?)<\/title>/.exec(html)?.[1] ?? '',
    description: content('description'),
    picture: content('og:image'),
    card: content('twitter:card'),
    data: data.map(([, text = '']) => JSON.parse(text) as Record<string, unknown>),
  }
}

test('each page of the sitemap has an address, a description and a picture of its own, and no other is listed', async ({
  request,
  baseURL,
}) => {
  const sitemap = await (await request.get('/sitemap.xml')).text()
  const listed = [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = '']) => address)
  const own = new URL(baseURL ?? '').href
  expect(listed).toEqual(expect.arrayContaining([own, `${own}products`, `${own}products/fox`]))
  // Each page in each language, one after the other.
  const pages = await Promise.all(listed.slice(0, 14).map((address) => told(request, address)))
  for (const [at, page] of pages.entries()) {
    expect(page.canonical?.replace(/\/$/, '')).toBe(listed[at]?.replace(/\/$/, ''))
    expect(page.robots).not.toContain('noindex')
    const named = page.lang === 'de-DE' ? page.languages.de : page.languages.en
    expect(named).toBe(listed[at]?.replace(/\/$/, ''))
    expect(page.languages['x-default']).toBe(page.languages.en)
    expect(page.description.length).toBeGreaterThan(10)
    expect(page.card).toBe('summary_large_image')
  }
  // Products have their names in both languages.
  const titles = new Set(pages.map(({ title, lang }) => `${lang} ${title}`))
  expect(titles.size).toBe(pages.length)
  expect(pages.filter(({ lang }) => lang === 'de-DE')).toHaveLength(pages.length / 2)
  const fox = await told(request, '/products/fox')
  expect(fox.data).toMatchObject([
    { '@type': 'Product', offers: ['USD', 'EUR', 'JPY', 'KWD'].map((priceCurrency) => ({ priceCurrency })) },
  ])
  for (const { picture } of [fox, await told(request, '/'), await told(request, '/de')]) {
    const answer = await request.get(picture)
    expect(answer.headers()).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=86400',
    })
  }
  for (const address of [
    '/products?q=fox',
    '/products?kind=download',
    '/cart',
    '/login',
    '/reset',
    '/cancel',
    '/withdraw',
    '/no-page',
  ]) {
    expect((await told(request, address)).robots, address).toContain('noindex')
  }
  const { canonical, headers } = await told(request, '/products?q=made-up')
  expect(canonical).toBe(`${own}products`)
  expect(headers['cache-control']).toMatch(/no-store|private/)
  expect(headers).not.toHaveProperty('x-nextjs-cache')
  expect((await request.get('/artwork/share/products/made-up')).status()).toBe(404)
})
