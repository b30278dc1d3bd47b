import { afterEach, describe, expect, test, vi } from 'vitest'
import { checkDownloadLink, downloadLink } from '@/lib/deliveries/download-link'

afterEach(() => {
  vi.useRealTimers()
})

const partsOf = (link: string) => {
  const url = new URL(link, 'https://shop.example')
  const [expires, signature] = [url.searchParams.get('expires'), url.searchParams.get('signature')]
  return { delivery: url.pathname.replace('/api/downloads/', ''), expires, signature }
}

describe('a download link', () => {
  test('is good for 15 minutes', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T10:00:00Z') })
    const { delivery, expires, signature } = partsOf(downloadLink('d1'))
    expect(delivery).toBe('d1')
    const check = () => checkDownloadLink(delivery, expires, signature)
    expect(check()).toBe('valid')
    vi.setSystemTime(new Date('2026-11-22T10:14:59Z'))
    expect(check()).toBe('valid')
    vi.setSystemTime(new Date('2026-11-22T10:15:00Z'))
    expect(check()).toBe('expired')
  })

  const link = partsOf(downloadLink('d1'))
  const later = String(Number(link.expires) + 1)
  const other = partsOf(downloadLink('d2')).signature
  test.each([
    ['another delivery', 'd2', link.expires, link.signature],
    ['a longer life', 'd1', later, link.signature],
    ['for ever', 'd1', 'Infinity', link.signature],
    ['no number', 'd1', 'never', link.signature],
    ['no time', 'd1', null, link.signature],
    ['an empty time', 'd1', '', link.signature],
    ['no signature', 'd1', link.expires, null],
    ['an empty signature', 'd1', link.expires, ''],
    ['a shorter signature', 'd1', link.expires, link.signature?.slice(0, -2) ?? ''],
    ['the signature of another', 'd1', link.expires, other],
    [
      'the border between id and time moved',
      `d1 ${link.expires?.slice(0, 1)}`,
      link.expires?.slice(1) ?? '',
      link.signature,
    ],
  ])('is forged: %s', (_, delivery, expires, signature) => {
    expect(checkDownloadLink(delivery, expires, signature)).toBe('forged')
  })
})
