import { describe, expect, test } from 'vitest'
import { findProduct, listProducts, productBySlug, productsForSale } from '@/lib/catalog/data'
import { emptyForm, formOf, type ProductForm } from '@/lib/catalog/form'
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
import { newBuyer } from '@/test/support/orders'
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
  amount: 600,
  currency: 'USD',
}

test('a saved product is for sale at once, and a changed one shows its change', async () => {
  expect(await productBySlug('den')).toBeUndefined()
  await saveProduct(den)
  expect(await productsForSale()).toMatchObject([{ name: 'Den', amount: 600 }])
  await saveProduct({ ...den, amount: 700, active: false })
  expect(await productsForSale()).toEqual([])
  expect(await productBySlug('den')).toMatchObject({ amount: 700, active: false })
})

test('a change that other processes made shows within its life, not at once', async () => {
  await saveProduct(den)
  await productsForSale()
  await database.query(`UPDATE products SET amount = 900 WHERE id = 'den'`)
  expect(await productBySlug('den')).toMatchObject({ amount: 600 })
})

test('a faulty product changes nothing, and the message names every fault', async () => {
  await saveProduct(den)
  await expect(saveProduct({ ...den, name: 'a=b', slug: 'A B' })).rejects.toThrow(
    /^The product "den" can't be saved: slug lower-case letters.*; name must not contain "="/,
  )
  await expect(saveProduct({ ...den, amount: 10 })).rejects.toThrow(
    'amount must be between $0.50 and $500.00',
  )
  await expect(
    saveProduct({ ...den, kind: 'MEMBERSHIP', capture: true, periodLength: 1, periodUnit: 'year' }),
  ).rejects.toThrow(
    'periodLength must be at most 6 months (to use other limits, ask Paymentwall, then change lib/catalog/limits.ts)',
  )
  expect(await database.query(`SELECT name, amount FROM products`)).toEqual([{ name: 'Den', amount: 600 }])
})

let products = 0

/** A form as it was typed, with all that its kind asks for. */
function typed(kind: Parameters<typeof emptyForm>[0], more: ProductForm = {}): ProductForm {
  const slug = `made-${++products}`
  const own = { name: `Made ${slug}`, slug, summary: 'A thing.', description: 'A thing.', amount: '6.00' }
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
  database.query('SELECT amount, trial_amount FROM product_prices WHERE product_id = $1 ORDER BY id', [id])

describe('a product that is created', () => {
  test('is last in the order, not for sale, and is put up for sale by an act of its own', async () => {
    const product = await make(typed('LICENCE', { keysFromPool: 'yes', lowStock: '3' }))
    expect((await listProducts()).at(-1)).toMatchObject({
      id: product.slug,
      active: false,
      amount: 600,
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
      typed('MEMBERSHIP', { trialAmount: '0', trialLength: '7', trialUnit: 'day', amount: '9.50' }),
    )
    expect(club).toMatchObject({
      amount: 950,
      periodLength: 1,
      periodUnit: 'month',
      trialAmount: 0,
      trialLength: 7,
    })
    expect(await make(typed('CREDITS', { currency: 'kwd', amount: '1.250' }))).toMatchObject({
      amount: 1250,
      currency: 'KWD',
    })
    expect(await make(typed('CREDITS', { currency: 'JPY', amount: '500' }))).toMatchObject({
      amount: 500,
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
      { name: /^Enter/, summary: /^Enter/, description: /^Enter/ },
    ],
    ['a name that could cut a signed call', { name: 'Fox type=2' }, { name: /^Must not contain "="/ }],
    [
      'an amount in words, or with too many decimals',
      { amount: '9.999' },
      { amount: /^Enter an amount such as 9.99/ },
    ],
    [
      'an amount below what Brick charges',
      { amount: '0.49' },
      { amount: /^Must be between \$0.50 and \$500.00/ },
    ],
    ['a currency that is none', { currency: 'ZZZ' }, { currency: /ISO 4217/ }],
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
      'half a trial',
      { kind: 'MEMBERSHIP', periodLength: '1', periodUnit: 'month', trialAmount: '1' },
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
    const form = { ...formOf(product), amount: '7.00', description: 'One.\r\n\r\n- two' }
    expect(await editProduct(product.id, form, versionOf(product))).toMatchObject({
      ok: true,
      before: { amount: 600 },
      after: { amount: 700, description: 'One.\n\n- two' },
    })
    expect(await productBySlug(product.slug)).toMatchObject({ amount: 700 })
    expect(await pricesOf(product.id)).toEqual([
      { amount: 600, trial_amount: null },
      { amount: 700, trial_amount: null },
    ])
  })

  test('by two operators at once is changed by one; the other sees the difference and may then overwrite it', async () => {
    const product = await make(typed('LICENCE'))
    const version = versionOf(product)
    const attempts = ['7.00', '8.00'].map((amount) =>
      editProduct(product.id, { ...formOf(product), amount }, version),
    )
    const saved = await Promise.all(attempts)
    expect(saved.map((each) => each?.ok).sort()).toEqual([false, true])
    const late = saved.find((each) => each?.ok === false)
    if (late?.ok !== false || !late.product) throw new Error('nobody was told')
    expect(late.errors.form).toMatch(
      /Somebody has changed this product.*Price is now “[78].00”, here “[78].00”\./,
    )
    const again = await editProduct(
      product.id,
      { ...formOf(product), amount: '9.00' },
      versionOf(late.product),
    )
    expect(again).toMatchObject({ ok: true, after: { amount: 900 } })
  })

  test.each([
    ['DOWNLOAD', ['lowStock', 'keysFromPool', 'credits']],
    ['MEMBERSHIP', ['lowStock', 'keysFromPool', 'capture', 'credits']],
  ] as const)('of kind %s differs only in what its form asks for', async (kind, unasked) => {
    const plan = { periodLength: '1', periodUnit: 'month' }
    const product = await make(typed(kind, { kind, ...(kind === 'MEMBERSHIP' && plan) }))
    const form = formOf(product)
    for (const name of unasked) delete form[name]
    const late = await editProduct(product.id, { ...form, amount: '7.00' }, 'another version')
    if (late?.ok !== false) throw new Error('nobody was told')
    expect(late.errors.form).toContain('nothing was saved. Price is now “6.00”, here “7.00”. Below')
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
