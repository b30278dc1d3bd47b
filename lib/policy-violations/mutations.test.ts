import { expect, test } from 'vitest'
import { listPolicyViolations } from '@/lib/policy-violations/data'
import { clearViolation } from '@/lib/policy-violations/mutations'
import { recordPolicyViolation } from '@/lib/security/policy-violations'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

const seen = { directive: 'script-src-elem', blocked: 'https://evil.example', page: '/checkout/[id]' }

const report = () =>
  recordPolicyViolation({
    'csp-report': {
      'effective-directive': 'script-src-elem',
      'blocked-uri': 'https://evil.example/x.js',
      'document-uri': 'https://shop.example/checkout/0abc',
    },
  })

test('a reviewed kind is cleared, unless it was reported again in the meantime', async () => {
  await report()
  await report()
  expect(await listPolicyViolations()).toMatchObject([{ ...seen, count: 2 }])
  expect(await clearViolation({ ...seen, count: 1 })).toEqual({
    ok: false,
    sentence:
      'script-src-elem https://evil.example was reported again since this page was shown: 2 times now. Nothing was cleared.',
  })
  expect(await clearViolation({ ...seen, count: 2 })).toMatchObject({ ok: true })
  expect(await listPolicyViolations()).toEqual([])
  expect(await clearViolation({ ...seen, count: 2 })).toEqual({
    ok: false,
    sentence: 'The reports of script-src-elem https://evil.example were cleared already.',
  })
})
