import { describe, expect, test } from 'vitest'
import { baseString, type SignVersion, signature, signaturesEqual } from '@/lib/paymentwall/signature'

const secret = '00112233445566778899aabbccddeeff'

// The worked examples of pingback.md §12 and widget.md §4: query, version, base string, digest.
const examples: [name: string, query: string, version: SignVersion, base: string, digest: string][] = [
  [
    'P1: a payment, version 2',
    'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sign_version=2',
    2,
    'goodsid=order-77ref=b900001sign_version=2slength=speriod=type=0uid=u-1001',
    '51285837d3ef12de075033da8a05f079',
  ],
  [
    'P2: a payment, version 3',
    'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001&sign_version=3',
    3,
    'goodsid=order-77ref=b900001sign_version=3slength=speriod=type=0uid=u-1001',
    '66a66e92c99a131b042724b080187ccaff0f137bbceb47302b6aff39fbef2e97',
  ],
  [
    'P5: text that is not ASCII, a space',
    'uid=zo%C3%AB&goodsid=caf%C3%A9+pass&slength=1&speriod=month&type=0&ref=b900003&sign_version=3&is_test=1',
    3,
    'goodsid=café passis_test=1ref=b900003sign_version=3slength=1speriod=monthtype=0uid=zoë',
    '985e6ef4a1ca5dce1453981949c0b32f30612bba26b2bc3188a56d48615551f1',
  ],
  [
    'P6: the names of a cart, flat',
    'uid=u-1001&goodsid[1]=sku-b&goodsid[0]=sku-a&type=0&ref=b900004&sign_version=2',
    2,
    'goodsid[0]=sku-agoodsid[1]=sku-bref=b900004sign_version=2type=0uid=u-1001',
    '9b05eedd214a2386b2723ecbfa0286e0',
  ],
  [
    'P7: a refund of a subscription',
    'uid=u-1001&goodsid=plan-gold&slength=-1&speriod=month&type=2&ref=b900005&reason=9&sign_version=2',
    2,
    'goodsid=plan-goldreason=9ref=b900005sign_version=2slength=-1speriod=monthtype=2uid=u-1001',
    '30d0912c4d974ea7ed67a002a7ddac0e',
  ],
  [
    'P8: a card payment without goodsid',
    'uid=u-1001&slength=&speriod=&type=200&ref=b900006&sign_version=2',
    2,
    'ref=b900006sign_version=2slength=speriod=type=200uid=u-1001',
    'dc5ce8fa12805fc972cb83795af56915',
  ],
  [
    'W1: a widget call, version 3',
    'key=ffeeddccbbaa99887766554433221100&uid=u-1001&widget=pw_1&amount=9.99&currencyCode=USD&ag_name=Gold+Membership&ag_external_id=order-77&ag_type=fixed&ps=all&email=a%40example.com&sign_version=3',
    3,
    'ag_external_id=order-77ag_name=Gold Membershipag_type=fixedamount=9.99currencyCode=USDemail=a@example.comkey=ffeeddccbbaa99887766554433221100ps=allsign_version=3uid=u-1001widget=pw_1',
    '1a2b14e0ab5ba96982b5ee28f560aa138b23e55d172460d6e624efcc3c816084',
  ],
  [
    'W2: a widget call with a profile, version 2',
    'key=ffeeddccbbaa99887766554433221100&uid=u-1001&widget=pw_1&amount=9.99&currencyCode=USD&ag_name=Gold+Membership&ag_external_id=order-77&ag_type=fixed&ps=all&email=a%40example.com&sign_version=2&customer[city]=Oslo&customer[firstname]=Ann&evaluation=1&history[registration_date]=1700000000&success_url=https%3A%2F%2Fshop.example%2Fthanks%3Fref%3D%24ref%26o%3D77&test_mode=1',
    2,
    'ag_external_id=order-77ag_name=Gold Membershipag_type=fixedamount=9.99currencyCode=USDcustomer[city]=Oslocustomer[firstname]=Annemail=a@example.comevaluation=1history[registration_date]=1700000000key=ffeeddccbbaa99887766554433221100ps=allsign_version=2success_url=https://shop.example/thanks?ref=$ref&o=77test_mode=1uid=u-1001widget=pw_1',
    'b6e0a93981144b94f432f0f38c8a4a57',
  ],
  [
    'W3: a subscription with a trial',
    'key=ffeeddccbbaa99887766554433221100&uid=u-1001&widget=pw_1&amount=0.00&currencyCode=USD&ag_name=Trial&ag_external_id=plan-t&ag_type=subscription&ag_period_length=3&ag_period_type=day&ag_recurring=1&ag_trial=1&ag_post_trial_external_id=plan-m&ag_post_trial_period_length=1&ag_post_trial_period_type=month&ag_post_trial_name=Monthly&post_trial_amount=9.90&post_trial_currencyCode=USD&sign_version=3',
    3,
    'ag_external_id=plan-tag_name=Trialag_period_length=3ag_period_type=dayag_post_trial_external_id=plan-mag_post_trial_name=Monthlyag_post_trial_period_length=1ag_post_trial_period_type=monthag_recurring=1ag_trial=1ag_type=subscriptionamount=0.00currencyCode=USDkey=ffeeddccbbaa99887766554433221100post_trial_amount=9.90post_trial_currencyCode=USDsign_version=3uid=u-1001widget=pw_1',
    '940fe4fe49ed86be7371971d28c1f3c9d45a82024c791c820240639820d48ee8',
  ],
]

describe('the worked examples of the protocol', () => {
  test.each(examples)('%s', (_, query, version, base, digest) => {
    const parameters = [...new URLSearchParams(query)]
    expect(baseString(parameters)).toBe(base)
    expect(signature(parameters, version, secret)).toBe(digest)
  })
})

test('names are sorted by byte: capitals, then the bracket, then lower case', () => {
  const names = ['b', 'a', '_', '[', 'Z', 'A', 'a[b]', 'a0', 'aa', '0']
  expect(baseString(names.map((name) => [name, '']))).toBe('0=A=Z=[=_=a=a0=a[b]=aa=b=')
})

test('the digest is lower-case hex of 32 characters in version 2 and of 64 in version 3', () => {
  expect(signature([['a', 'b']], 2, 's')).toMatch(/^[0-9a-f]{32}$/)
  expect(signature([['a', 'b']], 3, 's')).toMatch(/^[0-9a-f]{64}$/)
})

describe('digests are equal only to the letter', () => {
  test.each([
    ['the same', 'ab01', 'ab01', true],
    ['another', 'ab02', 'ab01', false],
    ['upper case', 'AB01', 'ab01', false],
    ['cut', 'ab0', 'ab01', false],
    ['padded', 'ab01 ', 'ab01', false],
    ['empty', '', 'ab01', false],
    ['longer in bytes than in characters', 'ab0é', 'ab01', false],
    ['numbers that are equal when compared loosely', '0e462097', '0e830400', false],
  ])('%s: %s and %s', (_, given, expected, equal) => {
    expect(signaturesEqual(given, expected)).toBe(equal)
  })
})
