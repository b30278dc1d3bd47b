import { expect, test } from 'vitest'
import { orUnavailable } from '@/lib/http/unavailable'

const handler = orUnavailable(async (_: Request) => {
  throw Object.assign(new Error('The database is away.'), { name: 'DatabaseAway' })
})

test.each([
  ['/account', /^The shop is temporarily unavailable\./],
  ['/de/account', /^Der Shop ist vorübergehend nicht erreichbar\./],
])('while the database is away, a handler says so in the language of %s', async (page, sentence) => {
  const headers = { referer: `${process.env.SHOP_URL}${page}` }
  const answer = await handler(new Request(`${process.env.SHOP_URL}/api/account/data`, { headers }))
  expect(answer.status).toBe(503)
  expect(await answer.text()).toMatch(sentence)
})
