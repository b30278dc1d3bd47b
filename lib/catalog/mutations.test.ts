import { describe, expect, test } from 'vitest'
import { findProduct, listProducts, productBySlug, productsForSale, productsSoldIn } from '@/lib/catalog/data'
import { currenciesAsked, emptyForm, formOf, type ProductForm } from '@/lib/catalog/form'
import {
  createProduct,
  editProduct,
  moveProduct,
  saveProduct,
  setForSale,
  versionOf,
} from '@/lib/catalog/mutations'
import type { ProductInput } from '@/lib/catalog/schema'
import { createOrder } from '@/lib/orders/mutations'
import { newBuyer, setPrice } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const den: ProductInput = {
  id: 'den',
  slug: 'den',
  position: 1,
  kind: 'LICENCE',
  name: 'Den',
  summary: 'A den for the fox.',
  description: 'A den for the fox.',
  artwork: 'den.svg',
  prices: { USD: 600, JPY: 900 },
}

test('a saved product is for sale at once, and a changed one shows its change', async () => {
  expect(await productBySlug('den')).toBeUndefined()
  await saveProduct(den)
  expect(await productsSoldIn('USD', 'en')).toMatchObject([{ name: 'Den', amount: 600, currency: 'USD' }])
  expect(await productsSoldIn('JPY', 'en')).toMatchObject([{ name: 'Den', amount: 900, currency: 'JPY' }])
  expect(await productsSoldIn('EUR', 'en')).toEqual([])
  await saveProduct({ ...den, prices: { USD: 700 }, active: false })
  expect(await productsForSale()).toEqual([])
  expect(await productBySlug('den')).toMatchObject({
    priceList: [{ amount: 700, currency: 'USD' }],
    active: false,
  })
})

test('a product is shown in a language with its texts in it, and with its own where it has none', async () => {
  await saveProduct({
    ...den,
    texts: { de: { name: 'Bau', summary: 'Ein Bau.', description: 'Ein Bau für den Fuchs.' } },
  })
  expect(await productsSoldIn('USD', 'de')).toMatchObject([{ name: 'Bau', summary: 'Ein Bau.' }])
  expect(await productsSoldIn('USD', 'en')).toMatchObject([{ name: 'Den' }])
  await saveProduct(den)
  expect(await productsSoldIn('USD', 'de')).toMatchObject([{ name: 'Den' }])
})

test('a change that other processes made shows within its life, not at once', async () => {
  await saveProduct(den)
  await productsForSale()
  await setPrice(database, 'den', 900)
  expect(await productsSoldIn('USD', 'en')).toMatchObject([{ amount: 600 }])
})

test('a faulty product changes nothing, and the message names every fault', async () => {
  await saveProduct(den)
  await expect(saveProduct({ ...den, name: 'a=b', slug: 'A B' })).rejects.toThrow(
    /^The product "den" can't be saved: slug lower-case letters.*; name must not contain "="/,
  )
  await expect(saveProduct({ ...den, prices: { USD: 10 } })).rejects.toThrow(
    'prices.USD must be between $0.50 and $500.00',
  )
  await expect(
    saveProduct({ ...den, kind: 'MEMBERSHIP', capture: true, periodLength: 1, periodUnit: 'year' }),
  ).rejects.toThrow(
    'periodLength must be at most 6 months (to use other limits, ask Paymentwall, then change lib/catalog/limits.ts)',
  )
  expect(
    await database.query(`SELECT name, amount FROM products JOIN list_prices ON product_id = id`),
  ).toEqual([
    { name: 'Den', amount: 600 },
    { name: 'Den', amount: 900 },
  ])
})

let products = 0

/** A form as it was typed, with all that its kind asks for. */
function typed(kind: Parameters<typeof emptyForm>[0], more: ProductForm = {}): ProductForm {
  const slug = `made-${++products}`
  const own = {
    name: `Made ${slug}`,
    slug,
    summary: 'A thing.',
    description: 'A thing.',
    'price.USD': '6.00',
  }
  return { ...emptyForm(kind), ...own, ...(kind === 'CREDITS' && { credits: '5' }), ...more }
}

async function make(form: ProductForm) {
  const saved = await createProduct(form)
  if (!saved.ok) throw new Error(JSON.stringify(saved.errors))
  return saved.after
}

const faults = async (form: ProductForm) => {
  const saved = await createProduct(form)
  return saved.ok ? {} : saved.errors
}

const pricesOf = (id: string) =>
  database.query(
    'SELECT amount, trial_amount, currency FROM product_prices WHERE product_id = $1 ORDER BY id',
    [id],
  )

describe('a product that is created', () => {
  test('is last in the order, not for sale, and is put up for sale by an act of its own', async () => {
    const product = await make(typed('LICENCE', { keysFromPool: 'yes', lowStock: '3' }))
    expect((await listProducts()).at(-1)).toMatchObject({
      id: product.slug,
      active: false,
      priceList: [{ amount: 600, currency: 'USD' }],
      keysFromPool: true,
      lowStock: 3,
    })
    expect((await productsForSale()).map(({ id }) => id)).not.toContain(product.id)
    expect(await setForSale(product.id, true)).toMatchObject({ ok: true })
    expect(await setForSale(product.id, true)).toEqual({ ok: false, why: 'changed' })
    expect((await productsForSale()).map(({ id }) => id)).toContain(product.id)
    expect(await setForSale(product.id, false)).toMatchObject({ ok: true })
    expect((await productsForSale()).map(({ id }) => id)).not.toContain(product.id)
  })

  test('can be a membership with a trial, and amounts have the decimals of their currency', async () => {
    const club = await make(
      typed('MEMBERSHIP', {
        'price.USD': '9.50',
        'trialPrice.USD': '0',
        'price.JPY': '1400',
        'trialPrice.JPY': '100',
        trialLength: '7',
        trialUnit: 'day',
      }),
    )
    expect(club).toMatchObject({
      priceList: [
        { amount: 1400, currency: 'JPY', trialAmount: 100 },
        { amount: 950, currency: 'USD', trialAmount: 0 },
      ],
      periodLength: 1,
      periodUnit: 'month',
      trialLength: 7,
    })
    expect(
      await make(typed('CREDITS', { 'price.USD': '', 'price.KWD': '1.250', 'price.JPY': '500' })),
    ).toMatchObject({
      priceList: [
        { amount: 500, currency: 'JPY' },
        { amount: 1250, currency: 'KWD' },
      ],
      credits: 5,
    })
  })

  test('is not put up for sale as a download without a file', async () => {
    const download = await make(typed('DOWNLOAD'))
    expect(await setForSale(download.id, true)).toEqual({ ok: false, why: 'no_file' })
    const version = versionOf(download)
    const saved = await editProduct(download.id, { ...formOf(download), sheet: 'fox.pdf' }, version)
    expect(saved).toMatchObject({ ok: true })
    expect(await setForSale(download.id, true)).toMatchObject({ ok: true })
    const now = await findProduct(download.id)
    if (!now) throw new Error('gone')
    const { sheet: _, ...without } = formOf(now)
    expect(await editProduct(download.id, without, versionOf(now))).toMatchObject({
      ok: false,
      errors: { sheet: expect.stringMatching(/^It is for sale/) },
    })
  })

  test.each<[string, ProductForm, Record<string, RegExp>]>([
    [
      'empty fields',
      { name: '', summary: ' ', description: '' },
      { name: /^Fill in/, summary: /^Fill in/, description: /^Fill in/ },
    ],
    ['a name that could cut a signed call', { name: 'Fox type=2' }, { name: /^Must not contain "="/ }],
    [
      'an amount in words, or with too many decimals',
      { 'price.USD': '9.999', 'price.JPY': '5.5', 'price.KWD': 'much' },
      {
        'price.USD': /^Enter an amount such as 9.99\.$/,
        'price.JPY': /^Enter an amount such as 9\.$/,
        'price.KWD': /^Enter an amount such as 9.999\.$/,
      },
    ],
    [
      'an amount below what Brick charges',
      { 'price.USD': '0.49' },
      { 'price.USD': /^Must be between \$0.50 and \$500.00/ },
    ],
    ['a currency that is none', { 'price.ZZZ': '1.00' }, { 'price.ZZZ': /^Invalid|ISO 4217/ }],
    ['no price', { 'price.USD': '' }, { 'price.USD': /^Must have a price/ }],
    [
      'more than the database takes',
      { 'price.JPY': '2147483648', 'price.KWD': '2147483.648' },
      { 'price.JPY': /^Must be between ¥1 and ¥2,147,483,647/, 'price.KWD': /2,147,483\.647/ },
    ],
    ['an address with a slash', { slug: 'a/b' }, { slug: /^Lower-case letters/ }],
    ['an address that is another page', { slug: 'new' }, { slug: /^Choose another/ }],
    ['an address that is taken', { slug: 'den' }, { slug: /^Another product/ }],
    ['a file outside its folder', { artwork: '../fox.svg' }, { artwork: /^The name of an image/ }],
    [
      'credits that are no number',
      { kind: 'CREDITS', credits: 'many' },
      { credits: /^Enter a whole number/ },
    ],
    [
      'a period longer than is billed',
      { kind: 'MEMBERSHIP', periodLength: '1', periodUnit: 'year' },
      { periodLength: /^Must be at most 6 months/ },
    ],
    [
      'a period of no unit',
      { kind: 'MEMBERSHIP', periodLength: '1', periodUnit: 'eon' },
      { periodUnit: /^Choose/ },
    ],
    [
      'a thousand yen with a point',
      { 'price.JPY': '1.000' },
      { 'price.JPY': /^Enter an amount such as 9\./ },
    ],
    [
      'half a trial',
      { kind: 'MEMBERSHIP', periodLength: '1', periodUnit: 'month', 'trialPrice.USD': '1' },
      { trialLength: /^Enter/, trialUnit: /^Choose/ },
    ],
  ])('is refused for %s, each fault told by its field', async (_, more, expected) => {
    const found = await faults(typed('LICENCE', more))
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    for (const [name, words] of Object.entries(expected)) expect(found[name], name).toMatch(words)
  })
})

describe('a product that is edited', () => {
  test('shows its change at once, and keeps its former prices', async () => {
    const product = await make(typed('LICENCE'))
    const form = { ...formOf(product), 'price.USD': '7.00', description: 'One.\r\n\r\n- two' }
    expect(await editProduct(product.id, form, versionOf(product))).toMatchObject({
      ok: true,
      before: { priceList: [{ amount: 600 }] },
      after: { priceList: [{ amount: 700 }], description: 'One.\n\n- two' },
    })
    expect(await productBySlug(product.slug)).toMatchObject({ priceList: [{ amount: 700 }] })
    expect(await pricesOf(product.id)).toEqual([
      { amount: 600, trial_amount: null, currency: 'USD' },
      { amount: 700, trial_amount: null, currency: 'USD' },
    ])
  })

  test('gets and loses prices, each kept in its history', async () => {
    let product = await make(typed('LICENCE'))
    const save = async (prices: ProductForm) => {
      const saved = await editProduct(product.id, { ...formOf(product), ...prices }, versionOf(product))
      if (!saved?.ok) throw new Error('not saved')
      product = saved.after
    }
    await save({ 'price.JPY': '900' })
    await save({ 'price.USD': '', summary: 'Sold for yen.' })
    await save({ summary: 'Sold for yen alone.' })
    expect(product).toMatchObject({ priceList: [{ amount: 900, currency: 'JPY' }] })
    expect((await pricesOf(product.id)).map(({ amount, currency }) => [amount, currency])).toEqual([
      [600, 'USD'],
      [900, 'JPY'],
      [null, 'USD'],
    ])
  })

  test('keeps a price in a currency that visitors cannot choose', async () => {
    const product = await make(typed('LICENCE', { 'price.CHF': '5.50' }))
    expect(formOf(product)).toMatchObject({ 'price.CHF': '5.50', 'price.USD': '6.00' })
    expect(currenciesAsked(formOf(product))).toEqual(['USD', 'EUR', 'JPY', 'KWD', 'CHF'])
  })

  test('by two operators at once is changed by one; the other sees the difference and may then overwrite it', async () => {
    const product = await make(typed('LICENCE'))
    const version = versionOf(product)
    const attempts = ['7.00', '8.00'].map((amount) =>
      editProduct(product.id, { ...formOf(product), 'price.USD': amount }, version),
    )
    const saved = await Promise.all(attempts)
    expect(saved.map((each) => each?.ok).sort()).toEqual([false, true])
    const late = saved.find((each) => each?.ok === false)
    if (late?.ok !== false || !late.product) throw new Error('nobody was told')
    expect(late.errors.form).toMatch(
      /Somebody has changed this product.*Price in USD is now “[78].00”, here “[78].00”\./,
    )
    const again = await editProduct(
      product.id,
      { ...formOf(product), 'price.USD': '9.00' },
      versionOf(late.product),
    )
    expect(again).toMatchObject({ ok: true, after: { priceList: [{ amount: 900 }] } })
  })

  test.each([
    ['DOWNLOAD', ['lowStock', 'keysFromPool', 'credits']],
    ['MEMBERSHIP', ['lowStock', 'keysFromPool', 'capture', 'credits']],
  ] as const)('of kind %s differs only in what its form asks for', async (kind, unasked) => {
    const plan = { periodLength: '1', periodUnit: 'month' }
    const product = await make(typed(kind, { kind, ...(kind === 'MEMBERSHIP' && plan) }))
    const form = formOf(product)
    for (const name of unasked) delete form[name]
    const late = await editProduct(product.id, { ...form, 'price.USD': '7.00' }, 'another version')
    if (late?.ok !== false) throw new Error('nobody was told')
    expect(late.errors.form).toContain('nothing was saved. Price in USD is now “6.00”, here “7.00”. Below')
  })

  test.each([
    ['changed', "UPDATE list_prices SET amount = 700 WHERE product_id = $1 AND currency = 'USD'"],
    ['added', "INSERT INTO list_prices (product_id, currency, amount) VALUES ($1, 'EUR', 700)"],
    ['removed', "DELETE FROM list_prices WHERE product_id = $1 AND currency = 'JPY'"],
  ])('is another version once a price was %s, by whatever wrote it', async (_, sql) => {
    const product = await make(typed('LICENCE', { 'price.JPY': '900' }))
    await database.query(sql, [product.id])
    expect(await editProduct(product.id, formOf(product), versionOf(product))).toMatchObject({
      ok: false,
      errors: { form: expect.stringContaining('Somebody has changed this product') },
    })
  })

  test('is the same version where a price was written as it was', async () => {
    const product = await make(typed('LICENCE'))
    await database.query('UPDATE list_prices SET amount = amount WHERE product_id = $1', [product.id])
    expect(await editProduct(product.id, formOf(product), versionOf(product))).toMatchObject({ ok: true })
  })

  test('is one version further after each change, however quick', async () => {
    let product = await make(typed('LICENCE'))
    const versions = new Set([versionOf(product)])
    for (let change = 1; change <= 5; change++) {
      const saved = await editProduct(
        product.id,
        { ...formOf(product), lowStock: String(change) },
        versionOf(product),
      )
      if (!saved?.ok) throw new Error('not saved')
      product = saved.after
      versions.add(versionOf(product))
    }
    expect(versions.size).toBe(6)
  })

  test('may become another kind until it is ordered', async () => {
    const product = await make(typed('LICENCE'))
    const credits: ProductForm = { ...formOf(product), kind: 'CREDITS', credits: '5' }
    const changed = await editProduct(product.id, credits, versionOf(product))
    if (!changed?.ok) throw new Error('not changed')
    expect(changed.after).toMatchObject({ kind: 'CREDITS', credits: 5, keysFromPool: false })
    await setForSale(product.id, true)
    expect(await createOrder(await newBuyer(database), [product.id])).toMatchObject({ ok: true })
    const now = await findProduct(product.id)
    if (!now) throw new Error('gone')
    expect(await editProduct(product.id, { ...formOf(now), kind: 'LICENCE' }, versionOf(now))).toMatchObject({
      ok: false,
      errors: { kind: expect.stringMatching(/^This product has been ordered/) },
    })
    expect(await editProduct('nothing', formOf(now), versionOf(now))).toBeUndefined()
  })
})

describe('the order of the shop', () => {
  const ids = async () => (await listProducts()).map(({ id }) => id)

  test('changes by one place, and not past a product that is no longer beside', async () => {
    await make(typed('LICENCE'))
    await make(typed('LICENCE'))
    const before = await ids()
    const [first = '', second = '', third = ''] = before.slice(-3)
    expect(await moveProduct(third, second)).toMatchObject({ ok: true })
    expect((await ids()).slice(-3)).toEqual([first, third, second])
    expect(await moveProduct(second, first)).toEqual({ ok: false, why: 'changed' })
    expect(await moveProduct('nothing', first)).toEqual({ ok: false, why: 'missing' })
    expect(await moveProduct(third, second)).toMatchObject({ ok: true })
    expect(await ids()).toEqual(before)
  })

  test('changed by many at once keeps the same products, and does not disturb open edits', async () => {
    const before = await ids()
    const [a = '', b = '', c = ''] = before.slice(-3)
    const product = await findProduct(a)
    if (!product) throw new Error('gone')
    await Promise.all([moveProduct(a, b), moveProduct(b, a), moveProduct(b, c), moveProduct(c, b)])
    expect((await ids()).sort()).toEqual([...before].sort())
    const form = { ...formOf(product), summary: 'Another.' }
    expect(await editProduct(a, form, versionOf(product))).toMatchObject({ ok: true })
  })
})
