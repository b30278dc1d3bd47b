import { createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { GET } from '@/app/.well-known/go-live-key/route'
import { env } from '@/lib/env'
import { fingerprintOf } from '@/lib/signing-key'
import { knownFingerprint, knownKeyText } from '@/test/support/assessments'

test('the shop shows the public half of its key and nothing of the private one, and without a key no page', async () => {
  env().REPORT_SIGNING_KEY = knownKeyText
  const shown = GET()
  expect(shown.status).toBe(200)
  const text = await shown.text()
  expect(fingerprintOf(createPublicKey(text))).toBe(knownFingerprint)
  expect(text).not.toContain('PRIVATE')
  env().REPORT_SIGNING_KEY = undefined
  expect(GET().status).toBe(404)
})
