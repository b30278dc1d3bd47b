import { expect, test } from 'vitest'
import { isReportToken, reportAddress } from '@/lib/security/report-address'

const now = Date.UTC(2026, 10, 26)
const hour = 3_600_000
const tokenOf = (address: string) => new URL(address, 'https://shop.example').searchParams.get('token')

test('a payment page’s token is good for a day', () => {
  const token = tokenOf(reportAddress(now))
  expect(isReportToken(token, now)).toBe(true)
  expect(isReportToken(token, now + 23 * hour)).toBe(true)
  expect(isReportToken(token, now + 25 * hour)).toBe(false)
})

test('nobody can make one, nor make one last', () => {
  const [expires = '', signature = ''] = tokenOf(reportAddress(now))?.split('.') ?? []
  const later = (Number.parseInt(expires, 36) + 1).toString(36)
  for (const token of [null, '', '.', expires, `${later}.${signature}`, `${expires}.${signature.slice(1)}`]) {
    expect(isReportToken(token, now), String(token)).toBe(false)
  }
})

test('a policy can hold it as it is', () => {
  expect(reportAddress(now)).toMatch(/^\/api\/csp-report\?token=[\w.-]+$/)
})
