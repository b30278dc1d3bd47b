import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { subscriptionTerms } from '@/lib/golive/checks/c6-subscription-terms'
import { checkCases, notUsed } from '@/test/support/golive'
import { membershipPages } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

const { path, page, terms, refunds } = await membershipPages(await testDatabase())

checkCases(subscriptionTerms, {
  pages: { [path]: page(terms), '/refunds': refunds },
  proven: /conditions are shown beside its button.*readable signed out/,
  spoiled: { [path]: page(terms).replace('href="/refunds"', 'href="/elsewhere"'), '/refunds': refunds },
  failed: /lacks a link to Refunds and cancellation/,
  isNow: true,
})

test('not used without cards', async () => {
  expect(await notUsed(subscriptionTerms, { env: { ...env(), BRICK_PUBLIC_KEY: undefined } })).toMatch(
    /no Brick keys/,
  )
  expect(await notUsed(subscriptionTerms)).toBeUndefined()
})
