import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { newId } from '@/lib/ids'
import { addNote } from '@/lib/notes/mutations'
import { noteText } from '@/lib/notes/schema'
import { orderIdOf, uidOf } from '@/test/support/ids'
import { newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const author = 'ada@shop.example'

describe('a note', () => {
  test('is kept with its author, of an order or of a customer', async () => {
    const { id, uid } = await newOrder(database)
    expect(await addNote({ orderId: id }, author, '<script>alert(1)</script>')).toBe('added')
    expect(await addNote({ uid }, author, 'Called.')).toBe('added')
    expect(await db().note.findMany({ where: { orderId: id } })).toMatchObject([
      { author, text: '<script>alert(1)</script>', uid: null, createdAt: expect.any(Date) },
    ])
    expect(await db().note.findMany({ where: { uid } })).toMatchObject([{ author, text: 'Called.' }])
  })

  test('that is sent twice, also at once, is one', async () => {
    const { id } = await newOrder(database)
    const sent = await Promise.all(Array.from({ length: 6 }, () => addNote({ orderId: id }, author, 'Once.')))
    expect(sent.filter((outcome) => outcome === 'added')).toHaveLength(1)
    expect(await db().note.count({ where: { orderId: id } })).toBe(1)
    expect(await addNote({ orderId: id }, 'bob@shop.example', 'Once.')).toBe('added')
  })

  test('of nothing that is there is refused', async () => {
    expect(await addNote({ orderId: orderIdOf(newId()) }, author, 'x')).toBe('missing')
    expect(await addNote({ uid: uidOf(newId()) }, author, 'x')).toBe('missing')
  })
})

describe('the text of a note', () => {
  test.each<[string, unknown, string | undefined]>([
    ['as typed', ' two\r\nlines ', 'two\nlines'],
    ['with what the database does not take', 'a\0b', 'ab'],
    ['of 4,000 characters', `${'x\r\n'.repeat(2000)}y`.slice(0, 5999), `${'x\n'.repeat(1999)}x`],
    ['of more', 'x'.repeat(4001), undefined],
    ['of spaces', ' \r\n ', undefined],
    ['of another kind', 7, undefined],
  ])('%s', (_, given, text) => {
    expect(noteText.safeParse(given).data).toBe(text)
  })
})
