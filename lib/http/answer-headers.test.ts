import { describe, expect, test } from 'vitest'
import { sitePolicy, transportHeaders } from '@/lib/http/answer-headers'

describe('headers that hold a browser to TLS', () => {
  test.each(['https://localhost:3000', 'http://127.0.0.1:3000', 'https://[::1]:3000'])(
    'are not sent for %s: they would reach every port of this machine',
    (shopUrl) => {
      expect(transportHeaders(shopUrl)).toEqual({})
      expect(sitePolicy(shopUrl)).not.toContain('upgrade-insecure-requests')
    },
  )

  test('are sent by a public shop', () => {
    expect(transportHeaders('https://shop.example')).toHaveProperty('Strict-Transport-Security')
    expect(sitePolicy('https://shop.example')).toContain('upgrade-insecure-requests')
  })
})

test('the policy lets nothing from elsewhere in, and nobody frame the shop', () => {
  const policy = sitePolicy('https://shop.example')
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/)
  for (const part of ["frame-ancestors 'self'", "object-src 'none'", "form-action 'self'"]) {
    expect(policy).toContain(part)
  }
})
