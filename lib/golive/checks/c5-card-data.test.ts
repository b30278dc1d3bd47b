import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { cardData } from '@/lib/golive/checks/c5-card-data'
import { projectOf } from '@/lib/golive/project'
import { logLine } from '@/lib/log-line.mjs'
import { flushTally } from '@/lib/tally/mutations'
import { proxy } from '@/proxy'
import { checkCases, judge, visitor } from '@/test/support/golive'
import { cardDataCases, paidOrder } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const guarded = () => ({ visit: visitor({ '/': { status: 400 } }) })

checkCases(cardData, cardDataCases(database))

test('it fails by a card number in the database, and says where it stands, not what', async () => {
  const { id } = await paidOrder(database)
  const [note] = await database.query<{ id: string }>(
    `INSERT INTO notes (order_id, author, text) VALUES ($1, 'boss', 'card 4242 4242 4242 4242') RETURNING id`,
    [id],
  )
  const judgement = await judge(cardData, guarded())
  expect(judgement).toMatchObject({
    state: 'failed',
    sentence: expect.stringContaining('is in notes.text'),
  })
  expect(JSON.stringify(judgement)).not.toMatch(/4242/)
  await database.query('DELETE FROM notes WHERE id = $1', [note?.id])
  expect(await judge(cardData, guarded())).toMatchObject({ state: 'proven' })
})

test('it fails by a card number in a line of the log, with the day', async () => {
  expect(logLine(JSON.stringify({ msg: 'paid by 4242424242424242' }))).toContain('…4242')
  await flushTally(projectOf(env()))
  const day = new Date().toISOString().slice(0, 10)
  expect(await judge(cardData, guarded())).toMatchObject({
    state: 'failed',
    sentence: `The log on ${day}: a card number was masked before being written.`,
  })
  const later = new Date(Date.now() + 2 * 86_400_000)
  expect(await judge(cardData, { ...guarded(), since: later })).toMatchObject({ state: 'proven' })
})

test('it fails by a card input with a name, whose number the browser sends to the shop', async () => {
  await database.query('DELETE FROM daily_counts')
  const post = (headers: Record<string, string>, path = '/api/brick/charge') =>
    proxy(
      new NextRequest(`${env().SHOP_URL}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: 'number=4242424242424242',
      }),
    )
  const browser = { 'sec-fetch-site': 'same-origin' }
  for (const refused of [await post({}), await post(browser, '/cart')]) expect(refused.status).toBe(400)
  await flushTally(projectOf(env()))
  expect(await judge(cardData, guarded())).toMatchObject({ state: 'proven' })
  expect((await post(browser)).status).toBe(400)
  await flushTally(projectOf(env()))
  expect(await judge(cardData, guarded())).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/^Forms of the payment pages on .*: one submitted a card number/),
  })
})
