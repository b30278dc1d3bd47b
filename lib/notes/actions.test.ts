import { expect, test } from 'vitest'
import { startSession } from '@/lib/accounts/session'
import { db } from '@/lib/db'
import type { Role } from '@/lib/generated/prisma/enums'
import { newId } from '@/lib/ids'
import { addOrderNote } from '@/lib/notes/actions'
import { Browser } from '@/test/support/next-request'
import { newBuyer, newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

async function signedIn(role: Role) {
  const uid = await newBuyer(database)
  await database.query('UPDATE users SET role = $2 WHERE uid = $1', [uid, role])
  const { session_version: sessionVersion } = (
    await database.query<{ session_version: number }>('SELECT session_version FROM users WHERE uid = $1', [
      uid,
    ])
  )[0] ?? { session_version: 1 }
  const browser = new Browser()
  await browser.run(() => startSession({ uid, sessionVersion }))
  return { browser, uid }
}

function note(order: string, text: string, back = `/admin/orders/${order}`) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ order, text, back })) form.set(name, value)
  return form
}

const entries = (orderId: string) => db().auditEntry.findMany({ where: { orderId } })

test('an admin’s note is added, written to the audit log, and told on the page of the form', async () => {
  const order = await newOrder(database)
  const { browser, uid } = await signedIn('ADMIN')
  const outcome = await browser.run(() => addOrderNote(note(order.id, 'Called twice.')))
  const [entry] = await entries(order.id)
  expect(entry).toMatchObject({
    act: 'order.note',
    actorUid: uid,
    subject: order.id,
    allowed: true,
    sentence: 'The note was added.',
  })
  expect(outcome.location).toBe(`/admin/orders/${order.id}?outcome=${entry?.id}`)
  expect(await db().note.findMany({ where: { orderId: order.id } })).toMatchObject([
    { text: 'Called twice.', author: `${uid}@example.com` },
  ])
})

test.each<[string, string]>([
  ['an empty note', ' '],
  ['a note that is too long', 'x'.repeat(4001)],
])('%s is refused with the reason', async (_, text) => {
  const order = await newOrder(database)
  const { browser, uid } = await signedIn('ADMIN')
  await browser.run(() => addOrderNote(note(order.id, text)))
  expect(await db().auditEntry.findFirst({ where: { actorUid: uid } })).toMatchObject({
    allowed: false,
    sentence: expect.stringMatching(/^Nothing was done: /),
  })
  expect(await db().note.count({ where: { orderId: order.id } })).toBe(0)
})

test('a note on an order that is not there is refused', async () => {
  const { browser, uid } = await signedIn('ADMIN')
  await browser.run(() => addOrderNote(note(newId(), 'x')))
  expect(await db().auditEntry.findFirst({ where: { actorUid: uid } })).toMatchObject({
    allowed: false,
    orderId: null,
  })
})

test.each<[Role | 'guest', number]>([
  ['REVIEWER', 404],
  ['BUYER', 404],
  ['guest', 307],
])('for a %s there is no such act: %d', async (role, status) => {
  const order = await newOrder(database)
  const browser = role === 'guest' ? new Browser() : (await signedIn(role)).browser
  const outcome = await browser.run(() => addOrderNote(note(order.id, 'x')))
  expect([303, 307].includes(outcome.status) ? 307 : outcome.status).toBe(status)
  if (role === 'guest') expect(outcome.location).toContain('/login')
  expect(await db().note.count({ where: { orderId: order.id } })).toBe(0)
  expect(await entries(order.id)).toEqual([])
})

test('a form that names a page elsewhere leads nowhere', async () => {
  const order = await newOrder(database)
  const { browser } = await signedIn('ADMIN')
  const outcome = await browser.run(() => addOrderNote(note(order.id, 'x', 'https://evil.example/admin')))
  expect(outcome.status).toBe(404)
  expect(await db().note.count({ where: { orderId: order.id } })).toBe(0)
})
