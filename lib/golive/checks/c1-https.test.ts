import { describe, expect, test } from 'vitest'
import { env } from '@/lib/env'
import { paymentPageHttps } from '@/lib/golive/checks/c1-https'
import { projectOf } from '@/lib/golive/project'
import { checkCases, judge, visitor } from '@/test/support/golive'
import { httpsCases } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(paymentPageHttps, httpsCases())

describe('it also fails', () => {
  const beyond = { ...env(), SHOP_URL: 'https://shop.example' }
  test.each([
    ['an http:// address', { ...beyond, SHOP_URL: 'http://shop.example' }, {}, 'is not an https:// address'],
    ['a page without HSTS', beyond, { body: 'Shop' }, 'has no Strict-Transport-Security header'],
    [
      'a page with mixed content',
      beyond,
      { body: '<script src="http://cdn.example/a.js"></script>' },
      'loads something over HTTP (mixed content)',
    ],
    ['a shop that does not answer', beyond, { status: 502 }, 'answered 502 over HTTPS'],
  ])('by %s', async (_, settings, page, reason) => {
    await database.query('DELETE FROM daily_counts')
    const judgement = await judge(paymentPageHttps, { env: settings, visit: visitor({ '/': page }) })
    expect(judgement).toMatchObject({ state: 'failed', sentence: expect.stringContaining(reason) })
  })
})

test('counts of another project prove nothing', async () => {
  await database.query(
    `INSERT INTO daily_counts (day, name, count) VALUES (now()::date, 'live 0123456789abcdef payment page over https', 9)`,
  )
  expect(await judge(paymentPageHttps, { visit: visitor({ '/': '' }) })).toMatchObject({ state: 'not_yet' })
})

test('what came through a proxy that is not trusted proves nothing, but on this machine', async () => {
  await database.query(`UPDATE daily_counts SET name = $1`, [
    `local ${projectOf(env()).project} payment page over unknown`,
  ])
  const visit = visitor({ '/': { headers: new Headers({ 'strict-transport-security': 'max-age=1' }) } })
  const beyond = { ...env(), SHOP_URL: 'https://shop.example' }
  expect(await judge(paymentPageHttps, { env: beyond, visit })).toMatchObject({
    state: 'not_yet',
    sentence: expect.stringContaining('TRUSTED_PROXIES'),
  })
  expect(await judge(paymentPageHttps, { visit })).toMatchObject({ state: 'proven' })
})
