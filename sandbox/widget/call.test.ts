import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../core/settings'
import { digest } from '../core/signature'
import { project, signedCall } from '../testing/sandbox'
import { incomplete, judgeCall, notAuthorised, wrong } from './call'

const settings = defaultSettings()
const judge = (changes: Record<string, string | undefined> = {}) =>
  judgeCall(signedCall(changes), project, settings)

function refusalOf(verdict: ReturnType<typeof judge>) {
  if (verdict.isAccepted) throw new Error('The call was accepted.')
  return verdict.refusal
}

const trial = {
  ag_type: 'subscription',
  amount: '0.00',
  ag_period_length: '7',
  ag_period_type: 'day',
  ag_recurring: '1',
  ag_trial: '1',
  ag_post_trial_external_id: 'plan-m',
  ag_post_trial_name: 'Monthly',
  ag_post_trial_period_length: '1',
  ag_post_trial_period_type: 'month',
  post_trial_amount: '9.90',
  post_trial_currencyCode: 'USD',
}

describe('a call that may be shown', () => {
  it.each([
    ['version 3', {}],
    ['version 2', { sign_version: '2' }],
    ['yen without decimals', { amount: '980', currencyCode: 'JPY' }],
    ['more yen than nine digits write', { amount: '2147483647', currencyCode: 'JPY' }],
    ['dinar with three decimals', { amount: '1.250', currencyCode: 'KWD' }],
    ['without ps', { ps: undefined }],
    ['a free trial', trial],
    ['every six months', { ...trial, ag_post_trial_period_length: '6' }],
    ['every year', { ...trial, ag_post_trial_period_length: '1', ag_post_trial_period_type: 'year' }],
  ])('%s', (_name, changes) => {
    expect(judge(changes).isAccepted).toBe(true)
  })
})

describe('a call that lacks what only a table demands', () => {
  const shortcomingsOf = (verdict: ReturnType<typeof judge>) => {
    if (!verdict.isAccepted) throw new Error(verdict.refusal.reasons.join())
    return verdict.shortcomings
  }

  it.each([
    ['nothing missing', {}, []],
    [
      'no registration date',
      { 'history[registration_date]': undefined },
      ['history[registration_date] is missing.'],
    ],
    [
      'a registration date in words',
      { 'history[registration_date]': '2017-03-10 11:31:32' },
      ['history[registration_date] must be Unix seconds in ten digits.'],
    ],
    [
      'NA for it',
      { 'history[registration_date]': 'NA' },
      ['history[registration_date] must be Unix seconds in ten digits.'],
    ],
    ['no timestamp', { timestamp: undefined }, ['timestamp is missing.']],
    ['milliseconds', { timestamp: '1700000000000' }, ['timestamp must be Unix seconds in ten digits.']],
    ['no e-mail address', { email: undefined }, ['email is missing.']],
    ['an empty product name', { ag_name: '' }, ['ag_name is missing.']],
    [
      'a pingback address that is none',
      { pingback_url: 'javascript:1' },
      ['pingback_url is not an http or https address, so the pingback goes to the project’s.'],
    ],
    ['no widget code', { widget: undefined }, ['widget is missing.']],
    ['an unknown language', { lang: 'xx' }, ['There is no language xx.']],
    ['a method in upper case', { ps: 'CC' }, ['The provider lists no payment method with the code CC.']],
    [
      'a User Profile unlike the documentation',
      {
        'customer[sex]': 'f',
        'customer[country]': 'no',
        'customer[colour]': 'red',
        'history[was_banned]': 'yes',
        'history[customer_rating]': '101',
        'history[payments_amount]': '12.50',
        'customer[city]': 'Oslo',
      },
      [
        'customer[sex] must be male or female.',
        'customer[country] must be two capital letters.',
        'customer[colour] is not part of the User Profile.',
        'history[was_banned] must be 0 or 1.',
        'history[customer_rating] must be a number from 0 to 100.',
      ],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(shortcomingsOf(judge(changes))).toEqual(expected)
  })

  it.each(['1', undefined])('signature version %s', (sign_version) => {
    const unsigned = signedCall({ sign_version }).filter(([name]) => name !== 'sign')
    const call: typeof unsigned = [...unsigned, ['sign', digest('u-1001', project.secretKey, 1)]]
    expect(shortcomingsOf(judgeCall(call, project, settings)).join()).toContain('Signature version 1')
    for (const strict of [{ widgetMinimumSignVersion: 2 as const }, { strict: 'refuse' as const }]) {
      expect(refusalOf(judgeCall(call, project, { ...settings, ...strict })).title).toBe(notAuthorised)
    }
    const altered = call.map(([name, value]): [string, string] => [name, name === 'uid' ? 'u-2' : value])
    expect(refusalOf(judgeCall(altered, project, settings)).title).toBe(notAuthorised)
  })

  it.each(['mo1_1', 't3_1', 'w1', 'mw6', 'mw1', 'p1', 'p10', 'p1_1', 'm2', 'mo', 'pw', 'pw_1'])(
    'the widget code %s',
    (widget) => {
      expect(shortcomingsOf(judge({ widget }))).toEqual([])
    },
  )
})

describe('a call that is not authorised', () => {
  it.each([
    ['another key', { key: 'x' }, 'No project has this key.'],
    ['no key', { key: undefined }, 'The parameter key is missing.'],
    ['a signature that is none of version 1', { sign_version: '1' }, 'not valid for the parameters'],
    ['no signature version', { sign_version: undefined }, 'not valid for the parameters'],
    ['an unknown signature version', { sign_version: '4' }, 'There is no signature version 4.'],
  ])('%s', (_name, changes, reason) => {
    const refusal = refusalOf(judge(changes))
    expect(refusal).toMatchObject({ title: notAuthorised })
    expect(refusal.reasons.join()).toContain(reason)
  })

  it.each([
    ['a changed price', (name: string) => name === 'amount', '0.99'],
    ['a changed return address', (name: string) => name === 'success_url', 'https://evil.example'],
    ['a wrong signature', (name: string) => name === 'sign', '0'.repeat(64)],
    ['an empty signature', (name: string) => name === 'sign', ''],
  ])('%s', (_name, isMeant, value) => {
    const altered = signedCall().map(([name, old]): [string, string] => [name, isMeant(name) ? value : old])
    const refusal = refusalOf(judgeCall(altered, project, settings))
    expect(refusal).toMatchObject({ title: notAuthorised })
    expect(refusal.signature?.baseString).toContain('uid=u-1001')
    expect(JSON.stringify(refusal)).not.toContain(project.secretKey)
  })

  it('an added parameter', () => {
    const refusal = refusalOf(judgeCall([...signedCall(), ['test_mode', '1']], project, settings))
    expect(refusal.title).toBe(notAuthorised)
  })

  it('a parameter sent twice', () => {
    const refusal = refusalOf(judgeCall([['amount', '0.99'], ...signedCall()], project, settings))
    expect(refusal.reasons).toEqual(['The parameter amount was sent twice.'])
  })
})

describe('a call with missing or wrong data', () => {
  it.each([
    ['no user', { uid: undefined }, 'uid'],
    ['no order', { ag_external_id: undefined }, 'ag_external_id'],
    ['no currency', { currencyCode: undefined }, 'currencyCode'],
    ['an e-mail address that is none', { email: 'nobody' }, 'e-mail'],
    ['an amount that is none', { amount: 'ten' }, 'not a decimal'],
    ['a currency that is not supported', { currencyCode: 'XXX' }, 'XXX'],
    ['an amount of zero', { amount: '0.00' }, 'above zero'],
    ['a negative amount', { amount: '-1' }, 'not a decimal'],
    ['an amount too small', { amount: '0.29' }, '0.30 USD'],
    ['an unknown widget', { widget: 'zz' }, 'no widget'],
    ['a single-method widget without method', { widget: 'p2_1', ps: undefined }, 'needs ps'],
    ['a uid too long', { uid: 'u'.repeat(65) }, 'longer than 64'],
    ['another type', { ag_type: 'rent' }, 'ag_type'],
    ['a period too short', { ...trial, ag_period_length: '2' }, '3 to 366 days'],
    ['a period too long', { ...trial, ag_post_trial_period_length: '13' }, '3 to 366 days'],
    ['a trial that does not recur', { ...trial, ag_recurring: '0' }, 'ag_recurring'],
    ['a trial without the plan after it', { ...trial, ag_post_trial_name: undefined }, 'ag_post_trial_name'],
  ])('%s', (_name, changes, reason) => {
    const refusal = refusalOf(judge(changes))
    expect([incomplete, wrong]).toContain(refusal.title)
    expect(refusal.reasons.join()).toContain(reason)
  })

  it('a project that is not live, seen from outside', () => {
    const closed = { ...settings, evaluationMode: false }
    expect(judgeCall(signedCall(), project, closed).isAccepted).toBe(false)
    expect(judgeCall(signedCall({ evaluation: '1' }), project, closed).isAccepted).toBe(true)
  })
})
