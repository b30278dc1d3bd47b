import { expect, test } from 'vitest'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { GET } from './route'

await testDatabase()

test('the route answers as the door does, where no server of ours stands before it', async () => {
  const query = pingbackQuery({ uid: 'u1', goodsid: 'order', type: 0, ref: newReference() })
  const request = new Request(`https://shop.example/api/pingback?${query}`)
  for (const result of [null, 'duplicate']) {
    const answer = await GET(request)
    expect([answer.status, await answer.text()]).toEqual([200, 'OK'])
    expect(answer.headers.get('x-pingback-result')).toBe(result)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  }
  const forged = await GET(new Request(request.url.replace('type=0', 'type=1')))
  expect([forged.status, await forged.text()]).toEqual([403, 'NOK'])
})
