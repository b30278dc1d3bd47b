import sharp from 'sharp'
import { expect, test } from 'vitest'
import {
  addPicture,
  deleteUnusedFiles,
  makeFile,
  movePicture,
  removePicture,
} from '@/lib/product-files/mutations'
import { listPictures, mostPictures, shownPictures } from '@/lib/product-files/pictures'
import { newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const drawn = await sharp({ create: { width: 8, height: 6, channels: 3, background: '#c43' } })
  .png()
  .toBuffer()

const fileFor = (productId: string) => makeFile({ productId, purpose: 'ARTWORK' }, drawn, 'a.png')
const add = async (productId: string, shows = '') => addPicture(productId, await fileFor(productId), shows)
const order = async (productId: string) => (await listPictures(productId)).map(({ fileId }) => fileId)

async function newPictures(count: number) {
  const product = await newProduct(database)
  for (let at = 0; at < count; at++) await add(product, `view ${at}`)
  return { product, ids: await order(product) }
}

test('pictures are shown in their order, at the next request of the process that changes them', async () => {
  const { product, ids } = await newPictures(2)
  const [first = '', second = ''] = ids
  expect((await shownPictures()).get(product)).toEqual([
    { fileId: first, shows: 'view 0' },
    { fileId: second, shows: 'view 1' },
  ])
  expect(await movePicture(product, second, 'before', first)).toEqual({
    ok: true,
    before: ids,
    after: [second, first],
  })
  expect((await shownPictures()).get(product)?.map(({ fileId }) => fileId)).toEqual([second, first])
  expect(await removePicture(product, second)).toMatchObject({ ok: true, after: [first] })
  expect(await removePicture(product, first)).toMatchObject({ ok: true, after: [] })
  expect((await shownPictures()).has(product)).toBe(false)
})

test('of two operators who move or remove the same picture the second is told', async () => {
  const { product, ids } = await newPictures(3)
  const [a = '', b = '', c = ''] = ids
  const move = () => movePicture(product, b, 'before', a)
  const moved = await Promise.all([move(), move()])
  expect(moved.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(await order(product)).toEqual([b, a, c])
  expect(await movePicture(product, b, 'after', c)).toEqual({ ok: false, why: 'changed' })
  const removed = await Promise.all([removePicture(product, c), removePicture(product, c)])
  expect(removed.map(({ ok }) => ok).sort()).toEqual([false, true])
  expect(await movePicture(product, a, 'after', c)).toEqual({ ok: false, why: 'changed' })
})

test('pictures that are added at once are all there, and no more than a product may have', async () => {
  const product = await newProduct(database)
  const added = await Promise.all(Array.from({ length: mostPictures + 2 }, () => add(product)))
  expect(added.filter(({ ok }) => ok)).toHaveLength(mostPictures)
  expect(added.filter(({ ok }) => !ok)).toEqual(Array(2).fill({ ok: false, why: 'full' }))
  const rows = await database.query<{ position: number }>(
    'SELECT position FROM product_pictures WHERE product_id = $1 ORDER BY position',
    [product],
  )
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, at) => at + 1))
  expect(await add('nothing')).toEqual({ ok: false, why: 'missing' })
})

test('a picture is of one product, and its file is kept for as long as it is shown', async () => {
  const { product, ids } = await newPictures(2)
  const other = await newProduct(database)
  expect(await removePicture(other, ids[0] ?? '')).toEqual({ ok: false, why: 'changed' })
  await removePicture(product, ids[1] ?? '')
  await database.query(`UPDATE product_files SET uploaded_at = now() - interval '2 days'`)
  await deleteUnusedFiles()
  const kept = await database.query<{ id: string }>('SELECT id FROM product_files WHERE id = ANY ($1)', [ids])
  expect(kept).toEqual([{ id: ids[0] }])
})
