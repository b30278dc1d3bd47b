import { expect, test } from 'vitest'
import type { Context } from '@/lib/golive/check'
import { cancellationPolicy } from '@/lib/golive/checks/b5-cancellation-policy'
import { checkCases, judge, notUsed, visitor } from '@/test/support/golive'
import { cancellationCases, membershipPages } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

checkCases(cancellationPolicy, await cancellationCases(database))

test('the page of a membership that is sold in EUR alone is looked at in it', async () => {
  await database.query('UPDATE products SET active = false')
  const { path, page, terms, refunds } = await membershipPages(database, 'EUR')
  const visit: Context['visit'] = (asked, currency) =>
    visitor({ '/refunds': refunds, [path]: currency === 'EUR' ? page(terms) : `Not sold in ${currency}` })(
      asked,
    )
  expect(await notUsed(cancellationPolicy)).toBeUndefined()
  expect(await judge(cancellationPolicy, { visit })).toMatchObject({ state: 'proven' })
  const unlinked: Context['visit'] = (asked) => visitor({ '/refunds': refunds, [path]: 'Join' })(asked)
  expect(await judge(cancellationPolicy, { visit: unlinked })).toMatchObject({ state: 'failed' })
})
