import { createHash } from 'node:crypto'
import library from 'paymentwall'
import { describe, expect, test } from 'vitest'
import { baseString } from '@/lib/paymentwall/signature'
import { type WidgetCall, widgetUrl } from '@/lib/paymentwall/widget'

const call: WidgetCall = {
  apiUrl: 'https://api.paymentwall.com',
  projectKey: 'ffeeddccbbaa99887766554433221100',
  secretKey: '00112233445566778899aabbccddeeff',
  widget: 'pw_1',
  uid: 'u1001',
  email: 'a+b@example.com',
  orderId: 'order77',
  name: 'Fuchs & Söhne: 100 %',
  amount: '9.99',
  currency: 'EUR',
  language: 'de',
  successUrl: 'https://shop.example/orders/order77?ref=$ref',
  timestamp: 1_700_000_000,
  history: [['history[registration_date]', '1690000000']],
  evaluation: false,
}

describe('a Paylet call', () => {
  const url = new URL(widgetUrl(call))

  test('goes to the Digital Goods page with every required parameter', () => {
    expect(url.origin + url.pathname).toBe('https://api.paymentwall.com/api/subscription')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      key: call.projectKey,
      uid: 'u1001',
      widget: 'pw_1',
      ps: 'all',
      amount: '9.99',
      currencyCode: 'EUR',
      ag_name: 'Fuchs & Söhne: 100 %',
      ag_external_id: 'order77',
      ag_type: 'fixed',
      email: 'a+b@example.com',
      lang: 'de',
      timestamp: '1700000000',
      success_url: 'https://shop.example/orders/order77?ref=$ref',
      sign_version: '3',
      'history[registration_date]': '1690000000',
      sign: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test('is signed over exactly the text that the provider reads from it', () => {
    const sent = [...url.searchParams]
      .filter(([name]) => name !== 'sign')
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const base = sent.map(([name, value]) => `${name}=${value}`).join('')
    const digest = createHash('sha256')
      .update(base + call.secretKey)
      .digest('hex')
    expect(url.searchParams.get('sign')).toBe(digest)
  })

  test('is escaped once', () => {
    expect(url.search).toContain('success_url=https%3A%2F%2Fshop.example%2Forders%2Forder77%3Fref%3D%24ref&')
    expect(url.search).toContain('email=a%2Bb%40example.com&')
  })

  test('shows a non-live project only when asked to, and never asks for test payments on a live one', () => {
    expect(url.searchParams.has('evaluation')).toBe(false)
    const evaluated = new URL(widgetUrl({ ...call, evaluation: true })).searchParams
    expect(evaluated.get('evaluation')).toBe('1')
    expect(evaluated.get('sign')).not.toBe(url.searchParams.get('sign'))
    expect(evaluated.has('test_mode')).toBe(false)
  })

  describe('for a subscription', () => {
    const month = { length: 1, unit: 'month' as const }
    const monthly = { ...call, subscription: { period: month, afterTrial: undefined } }
    const withTrial = {
      ...call,
      amount: '1.00',
      subscription: {
        period: { length: 14, unit: 'day' as const },
        afterTrial: { externalId: 'order77.p', name: 'Club', amount: '9.99', period: month },
      },
    }
    const sent = (made: WidgetCall) => Object.fromEntries(new URL(widgetUrl(made)).searchParams)

    test('bills the price each period', () => {
      expect(sent(monthly)).toMatchObject({
        ag_type: 'subscription',
        ag_period_length: '1',
        ag_period_type: 'month',
        ag_recurring: '1',
        amount: '9.99',
      })
      expect(Object.keys(sent(monthly)).filter((name) => name.includes('trial'))).toEqual([])
    })

    test('with a trial, the plain fields are the trial’s and the plan follows it', () => {
      expect(sent(withTrial)).toMatchObject({
        ag_external_id: 'order77',
        amount: '1.00',
        ag_period_length: '14',
        ag_period_type: 'day',
        ag_recurring: '1',
        ag_trial: '1',
        ag_post_trial_external_id: 'order77.p',
        ag_post_trial_name: 'Club',
        ag_post_trial_period_length: '1',
        ag_post_trial_period_type: 'month',
        post_trial_amount: '9.99',
        post_trial_currencyCode: 'EUR',
      })
    })

    test.each([monthly, withTrial])('signs a string that begins as no pingback may', (made) => {
      const { sign, ...parameters } = sent(made)
      const base = baseString(Object.entries(parameters))
      expect(base).toMatch(/^ag_external_id=order77ag_name=/)
      expect(sign).toBe(
        createHash('sha256')
          .update(base + call.secretKey)
          .digest('hex'),
      )
    })
  })

  test('is not made with an e-mail address that could shape the signed string', () => {
    expect(() => widgetUrl({ ...call, email: 'a=1uid=2@example.com' })).toThrow('must not be signed')
  })

  test('bears every sign that an e-mail address may hold, and the provider’s own library signs the same', () => {
    const email = "o'brien&sons#1+!$%*/?^_`{|}~.-@example.com"
    const sent = new URL(widgetUrl({ ...call, email })).searchParams
    expect(sent.get('email')).toBe(email)
    const { sign, ...parameters } = Object.fromEntries(sent)
    const signed = library.WidgetSignature.calculateSignature(parameters, call.secretKey, 3)
    expect(signed).toBe(sign)
  })
})
