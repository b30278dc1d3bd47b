import { afterAll, expect, test } from 'vitest'
import { callJson } from '@/lib/paymentwall/http'
import { startProvider } from '@/test/support/provider'

const provider = await startProvider()
afterAll(() => provider.close())

test('what no database can store is out of every answer', async () => {
  const body = '{"id":"1\\u0000","\\u0000":[{"text":"half \\ud83d, whole \\ud83d\\ude00"}],"count":2}'
  provider.answer = () => ({ body })
  expect(await callJson(provider.url, {}, 5000)).toEqual({
    ok: true,
    data: { id: '1\ufffd', '\0': [{ text: 'half \ufffd, whole \u{1f600}' }], count: 2 },
  })
})
