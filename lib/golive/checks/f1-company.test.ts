import { expect, test } from 'vitest'
import { env } from '@/lib/env'
import { companyData } from '@/lib/golive/checks/f1-company'
import { checkCases, judge, visitor } from '@/test/support/golive'
import { footerPages } from '@/test/support/golive-cases'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

checkCases(companyData, {
  pages: footerPages(),
  proven: /shows the company’s name and address as text/,
  spoiled: footerPages(env().COMPANY_ADDRESS),
  failed: /lacks the company’s address/,
  isNow: true,
})

test('outside the demo a placeholder is no company', async () => {
  const judgement = await judge(companyData, {
    env: { ...env(), PAYMENTWALL_MODE: 'test' },
    visit: visitor(footerPages()),
  })
  expect(judgement).toMatchObject({
    state: 'failed',
    sentence: expect.stringMatching(/COMPANY_NAME.*placeholder/),
  })
})
