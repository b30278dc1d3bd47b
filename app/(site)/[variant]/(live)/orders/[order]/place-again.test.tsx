import { prerender } from 'react-dom/static'
import { expect, test } from 'vitest'
import { PlaceAgain } from '@/app/(site)/[variant]/(live)/orders/[order]/place-again'
import { english } from '@/lib/languages/locale'
import { findOrder } from '@/lib/orders/data'
import { newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

test('what is retired, and what lost its price in the order’s currency, is told apart', async () => {
  const { id, uid } = await newOrder(database, { kinds: ['LICENCE', 'DOWNLOAD', 'CREDITS'] })
  const ofKind = 'SELECT product_id FROM order_lines l JOIN products p ON p.id = l.product_id'
  const change = (statement: string, kind: string) =>
    database.query(`${statement} (${ofKind} WHERE l.order_id = $1 AND p.kind::text = $2)`, [id, kind])
  await change('UPDATE products SET active = false WHERE id IN', 'LICENCE')
  await change(`DELETE FROM list_prices WHERE currency = 'USD' AND product_id IN`, 'DOWNLOAD')
  const order = await findOrder(id, uid)
  if (!order) throw new Error('The order is missing.')
  const html = await new Response(
    (await prerender(<PlaceAgain locale={english} order={order} />)).prelude,
  ).text()
  const paragraphs = Array.from(html.matchAll(/<p>(.*?)<\/p>/g), ([, text = '']) =>
    text.replace(/<[^>]*>/g, ''),
  )
  expect(paragraphs).toContain('No longer available: “Fox (LICENCE)”.')
  expect(paragraphs).toContain('Not available in USD any more: “Fox (DOWNLOAD)”.')
  expect(html.match(/name="product"/g)).toHaveLength(1)
})
