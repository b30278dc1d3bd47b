import { expect, test } from 'vitest'
import type { Context } from '@/lib/golive/check'
import { subscriptionConditions } from '@/lib/golive/checks/b4-subscription-conditions'
import { checkCases, judge, notUsed, visitor } from '@/test/support/golive'
import { conditionsCases, membershipPages } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(subscriptionConditions, await conditionsCases(database))

test('not used where no membership is for sale', async () => {
  await database.query('UPDATE products SET active = false')
  expect(await notUsed(subscriptionConditions)).toBe('No membership is sold.')
})

test.each(['EUR', 'JPY'])('one that is sold in %s alone is looked at in it', async (currency) => {
  await database.query('UPDATE products SET active = false')
  const { path, page, terms } = await membershipPages(database, currency)
  const visit: Context['visit'] = (asked, chosen) =>
    visitor({ [path]: chosen === currency ? page(terms) : `Not sold in ${chosen}` })(asked)
  expect(await notUsed(subscriptionConditions)).toBeUndefined()
  expect(await judge(subscriptionConditions, { visit })).toMatchObject({
    state: 'proven',
    sample: { passed: 1, of: 1 },
  })
})

test('one that is sold only in a currency that nobody can choose proves nothing, and is not left out', async () => {
  await database.query('UPDATE products SET active = false')
  const { path, page, terms } = await membershipPages(database, 'GBP')
  expect(await notUsed(subscriptionConditions)).toBeUndefined()
  expect(await judge(subscriptionConditions, { visit: visitor({ [path]: page(terms) }) })).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/lacks a price in a currency that visitors can choose/),
    sample: { passed: 0, of: 1 },
  })
})
