import { beforeAll, describe, expect, test } from 'vitest'
import { forget } from '@/lib/cache'
import { catalogTag } from '@/lib/catalog/data'
import { listLibrary, listOwned, readClubSheet, readDownload } from '@/lib/deliveries/data'
import type { OrderId, Uid } from '@/lib/ids'
import { receivePingback } from '@/lib/pingbacks/receive'
import { makeFile, placeFile } from '@/lib/product-files/mutations'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { zipOf } from '@/test/support/product-files'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

describe('a buyer’s library', () => {
  let order: { id: OrderId; uid: Uid }
  const ref = newReference()
  const notify = (type: number) =>
    receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, type, ref }), undefined)

  beforeAll(async () => {
    order = await newOrder(database, { kinds: ['LICENCE', 'DOWNLOAD', 'CREDITS'] })
    await database.query("UPDATE products SET sheet = 'fox.pdf' WHERE kind = 'DOWNLOAD'")
  })

  const download = async () => {
    const [delivery] = await database.query<{ id: string }>(
      "SELECT id FROM deliveries WHERE order_id = $1 AND kind = 'DOWNLOAD'",
      [order.id],
    )
    return delivery?.id ?? ''
  }

  test('holds nothing before the payment', async () => {
    expect(await listLibrary(order.uid)).toEqual([])
  })

  test('holds after it a licence key, a file to open and the credits', async () => {
    await notify(0)
    const items = await listLibrary(order.uid)
    expect(items.map(({ kind }) => kind).sort()).toEqual(['CREDITS', 'DOWNLOAD', 'LICENCE'])
    expect(items.find(({ kind }) => kind === 'LICENCE')?.licenceKey).toMatch(/^([0-9A-F]{5}-){4}[0-9A-F]{5}$/)
    expect(items.find(({ kind }) => kind === 'CREDITS')?.credits).toBe(100)
    const file = await readDownload(await download(), [order.uid])
    expect(file?.fileName).toBe('fox.pdf')
    expect((await file?.content())?.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('is warned before buying a download or licence again; credits add up', async () => {
    const lines = await database.query<{ product_id: string; kind: string }>(
      'SELECT product_id, kind FROM order_lines WHERE order_id = $1 ORDER BY kind',
      [order.id],
    )
    const products = lines.map((line) => line.product_id)
    const owned = await listOwned(order.uid, products)
    expect(owned.map(({ productId, kind }) => [productId, kind]).sort()).toEqual(
      lines
        .filter(({ kind }) => kind !== 'CREDITS')
        .map((line) => [line.product_id, line.kind])
        .sort(),
    )
    expect(await listOwned(order.uid, [])).toEqual([])
    expect(await listOwned(await newBuyer(database), products)).toEqual([])
  })

  test('is not another buyer’s', async () => {
    const stranger = await newBuyer(database)
    expect(await listLibrary(stranger)).toEqual([])
    expect(await readDownload(await download(), [stranger])).toBeNull()
  })

  test('opens files alone: a licence is none', async () => {
    const licence = (await listLibrary(order.uid)).find(({ kind }) => kind === 'LICENCE')
    expect(await readDownload(licence?.id ?? '', [order.uid])).toBeNull()
    expect(await readDownload('none', [order.uid])).toBeNull()
  })

  test('a file name leads nowhere else', async () => {
    await database.query("UPDATE products SET sheet = '../palette.css' WHERE kind = 'DOWNLOAD'")
    await expect(readDownload(await download(), [order.uid])).rejects.toThrow('ENOENT')
    await database.query("UPDATE products SET sheet = 'fox.pdf' WHERE kind = 'DOWNLOAD'")
  })

  test('has what a merchant uploaded, in place of the file that ships with the shop, also in the club', async () => {
    const [product] = await database.query<{ id: string }>(
      `SELECT product_id AS id FROM order_lines WHERE order_id = $1 AND kind = 'DOWNLOAD'`,
      [order.id],
    )
    const productId = product?.id ?? ''
    const bytes = zipOf('fox.txt', 'a fox')
    const upload = { productId, purpose: 'DOWNLOAD', shown: '' } as const
    const placed = await placeFile(upload, await makeFile(upload, bytes, 'All foxes.zip'))
    expect(placed.ok).toBe(true)
    const file = await readDownload(await download(), [order.uid])
    expect(file).toMatchObject({ contentType: 'application/zip', fileName: 'All-foxes.zip' })
    expect(await file?.content()).toEqual(bytes)

    const member = await newMembership(database)
    await notifyMembership(member, { type: 0, ref: newReference() })
    forget(catalogTag)
    const inClub = await readClubSheet(productId, member.uid, new Date())
    expect(inClub).toMatchObject({ fileName: 'All-foxes.zip', digest: file?.digest })
    expect(await readClubSheet(productId, await newBuyer(database), new Date())).toBeNull()
  })

  test('is empty after the refund, and what was in it can’t be reached', async () => {
    await notify(2)
    expect(await listLibrary(order.uid)).toEqual([])
    expect(await readDownload(await download(), [order.uid])).toBeNull()
  })
})
