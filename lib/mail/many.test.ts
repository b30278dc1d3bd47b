import { expect, test, vi } from 'vitest'
import { db } from '@/lib/db'
import { mailOrder, sendMail } from '@/lib/mail/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url

/** Queues and sends an order's receipt; returns the statements that each of both took. */
async function receipt(): Promise<[number, number]> {
  const { id, uid } = await newOrder(database)
  await receivePingback(pingbackQuery({ uid, goodsid: id, type: 0, ref: newReference() }), undefined)
  const before = wire.roundTrips()
  await mailOrder(id, new Date())
  const queued = wire.roundTrips() - before
  const mail = await db().mail.findFirstOrThrow({ where: { orderId: id } })
  const between = wire.roundTrips()
  await sendMail(mail.id)
  return [queued, wire.roundTrips() - between]
}

/** The fewest of a few: a connection that opens counts besides. */
async function fewest(): Promise<[number, number]> {
  const all = [await receipt(), await receipt(), await receipt(), await receipt()]
  return [Math.min(...all.map(([queued]) => queued)), Math.min(...all.map(([, sent]) => sent))]
}

test('a message is queued and sent by no more statements with 10,000 others in the queue than alone', async () => {
  // What is read anew each second is not read again.
  vi.useFakeTimers({ toFake: ['Date'] })
  await fewest()
  const alone = await fewest()
  const { uid } = await newOrder(database)
  await database.query(
    `INSERT INTO mails (id, kind, key, recipient, uid)
     SELECT 'mail' || n, 'PASSWORD_CHANGED', 'waiting' || n, 'a@example.com', $1 FROM generate_series(1, 10000) n`,
    [uid],
  )
  const [queued, sent] = await fewest()
  expect(queued).toBeLessThanOrEqual(alone[0])
  expect(sent).toBeLessThanOrEqual(alone[1])
  await database.query('ANALYZE mails')
  const plan = await database.query(
    `EXPLAIN SELECT * FROM mails WHERE uid = 'nobody' ORDER BY queued_at DESC, id DESC LIMIT 100`,
  )
  expect(JSON.stringify(plan)).not.toContain('Seq Scan on mails')
})
