import sharp from 'sharp'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GET as ofHome } from '@/app/artwork/share/home/route'
import { GET as ofProduct } from '@/app/artwork/share/products/[slug]/route'
import { forget } from '@/lib/cache'
import { catalogTag } from '@/lib/catalog/data'
import { makeFile, placeFile } from '@/lib/product-files/mutations'
import { KeptPictures } from '@/lib/share-pictures/kept'
import { newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const asked = vi.spyOn(globalThis, 'fetch')
// The drawing's own programs lie in data addresses.
const elsewhere = () =>
  asked.mock.calls.map(([address]) => String(address)).filter((address) => !address.startsWith('data:'))
afterEach(() => {
  vi.useRealTimers()
  expect(elsewhere()).toEqual([])
})

const kept = globalThis as { sharePictures?: KeptPictures }
beforeEach(() => {
  kept.sharePictures = new KeptPictures(2 ** 24)
})

const open = (slug: string, headers = {}) =>
  ofProduct(new Request('http://shop.test/', { headers }), { params: Promise.resolve({ slug }) })

async function pictureOf(answer: Response) {
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('image/png')
  const content = Buffer.from(await answer.arrayBuffer())
  expect(await sharp(content).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 })
  return content
}

test('the shop has a picture for its links, from its own files alone', async () => {
  await newProduct(database)
  await pictureOf(await ofHome(new Request('http://shop.test/')))
})

test('its texts are of the language that its address names; of an unknown one they are the first’s', async () => {
  await newProduct(database)
  const inLanguage = async (query: string) =>
    pictureOf(await ofHome(new Request(`http://shop.test/${query}`)))
  const first = await inLanguage('')
  expect(await inLanguage('?language=de')).not.toEqual(first)
  for (const query of ['?language=en', '?language=xx', '?language=']) {
    expect(await inLanguage(query)).toEqual(first)
  }
})

test('texts that are too long are cut off, not drawn over what lies below them', async () => {
  const id = await newProduct(database)
  await database.query('UPDATE products SET name = $1, summary = $2 WHERE id = $3', [
    `${'x'.repeat(60)} ${'A long name '.repeat(10)}`,
    'A summary that has much to say '.repeat(20),
    id,
  ])
  forget(catalogTag)
  const margin = { left: 0, top: 580, width: 560, height: 50 }
  const below = await sharp(await pictureOf(await open(id)))
    .extract(margin)
    .toBuffer()
  for (const { min, max } of (await sharp(below).stats()).channels) expect(max).toBe(min)
})

test('each product has its own, which is drawn once, and again when it changes', async () => {
  const [fox, owl] = [await newProduct(database), await newProduct(database)]
  await database.query(`UPDATE products SET name = 'Owl', artwork = 'owl.svg' WHERE id = $1`, [owl])
  forget(catalogTag)
  const first = await open(fox)
  const drawn = await pictureOf(first)
  expect(await pictureOf(await open(fox))).toEqual(drawn)
  expect(await pictureOf(await open(owl))).not.toEqual(drawn)
  const tag = first.headers.get('etag') ?? ''
  expect((await open(fox, { 'if-none-match': tag })).status).toBe(304)
  await database.query(`UPDATE products SET name = 'Vixen' WHERE id = $1`, [fox])
  forget(catalogTag)
  expect((await open(fox, { 'if-none-match': tag })).status).toBe(200)
})

test('who has the picture already is told so without a drawing, also when it is no longer kept', async () => {
  const fox = await newProduct(database)
  forget(catalogTag)
  const tag = (await open(fox)).headers.get('etag') ?? ''
  kept.sharePictures = new KeptPictures(2 ** 24)
  const again = await open(fox, { 'if-none-match': tag })
  expect([again.status, again.headers.get('etag')]).toEqual([304, tag])
  expect(kept.sharePictures.size()).toEqual({ count: 0, bytes: 0 })
})

test('once a minute’s drawings are spent, who asks for another is sent away for a while', async () => {
  const [fox, owl] = [await newProduct(database), await newProduct(database)]
  await database.query(`UPDATE products SET name = 'Another' WHERE id = $1`, [owl])
  forget(catalogTag)
  vi.useFakeTimers({ toFake: ['performance'] })
  const tag = (await open(fox)).headers.get('etag') ?? ''
  for (let n = 1; n < 60; n++) await kept.sharePictures?.get(`p${n}`, '', async () => Buffer.of(1))
  const refused = await open(owl)
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(refused.headers.get('cache-control')).toBe('no-store')
  await pictureOf(await open(fox))
  expect((await open(fox, { 'if-none-match': tag })).status).toBe(304)
})

test.each(['🦊 Fuchs', '紙の狐', 'ثعلب ورقي', 'x'.repeat(80), '<script>alert(1)</script>'])(
  'a name that the font may lack is no reason to ask anybody for letters: %s',
  async (name) => {
    const id = await newProduct(database)
    await database.query('UPDATE products SET name = $1, summary = $1 WHERE id = $2', [name, id])
    forget(catalogTag)
    await pictureOf(await open(id))
  },
)

test('an uploaded artwork is drawn too', async () => {
  const productId = await newProduct(database)
  forget(catalogTag)
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c43' } })
    .png()
    .toBuffer()
  const upload = { productId, purpose: 'ARTWORK', shown: '' } as const
  const before = await pictureOf(await open(productId))
  await placeFile(upload, await makeFile(upload, bytes, 'red.png'))
  expect(await pictureOf(await open(productId))).not.toEqual(before)
})

test('there is none of a product that there is not', async () => {
  for (const slug of ['made-up', '../fox', '']) expect((await open(slug)).status).toBe(404)
})
