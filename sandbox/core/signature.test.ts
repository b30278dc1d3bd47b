import { describe, expect, it } from 'vitest'
import { parseParameters } from './parameters'
import { baseString, baseStringV1, digest } from './signature'

const secret = '00112233445566778899aabbccddeeff'
const key = 'ffeeddccbbaa99887766554433221100'

describe('the documented examples of widget calls', () => {
  it.each([
    [
      'W1, version 3',
      3,
      `key=${key}&uid=u-1001&widget=pw_1&amount=9.99&currencyCode=USD&ag_name=Gold+Membership&ag_external_id=order-77&ag_type=fixed&ps=all&email=a%40example.com&sign_version=3`,
      '1a2b14e0ab5ba96982b5ee28f560aa138b23e55d172460d6e624efcc3c816084',
    ],
    [
      'W2, version 2 with profile, success_url and flags',
      2,
      `key=${key}&uid=u-1001&widget=pw_1&amount=9.99&currencyCode=USD&ag_name=Gold%20Membership&ag_external_id=order-77&ag_type=fixed&ps=all&email=a@example.com&customer%5Bfirstname%5D=Ann&customer[city]=Oslo&history[registration_date]=1700000000&success_url=https%3A%2F%2Fshop.example%2Fthanks%3Fref%3D%24ref%26o%3D77&evaluation=1&test_mode=1&sign_version=2`,
      'b6e0a93981144b94f432f0f38c8a4a57',
    ],
    [
      'W3, version 3 with a trial',
      3,
      `key=${key}&uid=u-1001&widget=pw_1&amount=0.00&currencyCode=USD&ag_name=Trial&ag_external_id=plan-t&ag_type=subscription&ag_period_length=3&ag_period_type=day&ag_recurring=1&ag_trial=1&ag_post_trial_external_id=plan-m&ag_post_trial_name=Monthly&ag_post_trial_period_length=1&ag_post_trial_period_type=month&post_trial_amount=9.90&post_trial_currencyCode=USD&sign_version=3`,
      '940fe4fe49ed86be7371971d28c1f3c9d45a82024c791c820240639820d48ee8',
    ],
    [
      'the payment-systems call, version 2',
      2,
      `key=${key}&country_code=NO&sign_version=2`,
      'ce069a258c5a28bd2b85fa506b66281d',
    ],
  ] as const)('%s', (_name, version, query, expected) => {
    expect(digest(baseString(parseParameters(query), 'sign'), secret, version)).toBe(expected)
  })

  it('W4, version 1: uid alone', () => {
    expect(digest('u-1001', secret, 1)).toBe('b9b9c307a1c6e426169c4185a8b6c17b')
  })
})

describe('the documented examples of pingbacks', () => {
  const digitalGoods = 'uid=u-1001&goodsid=order-77&slength=&speriod=&type=0&ref=b900001'

  it.each([
    ['P1, version 2', 2, `${digitalGoods}&sign_version=2`, '51285837d3ef12de075033da8a05f079'],
    [
      'P2, version 3',
      3,
      `${digitalGoods}&sign_version=3`,
      '66a66e92c99a131b042724b080187ccaff0f137bbceb47302b6aff39fbef2e97',
    ],
    [
      'P5, version 3 with other alphabets',
      3,
      'uid=zo%C3%AB&goodsid=caf%C3%A9+pass&slength=1&speriod=month&type=0&ref=b900003&sign_version=3&is_test=1',
      '985e6ef4a1ca5dce1453981949c0b32f30612bba26b2bc3188a56d48615551f1',
    ],
    [
      'P6, a cart',
      2,
      'uid=u-1001&goodsid[0]=sku-a&goodsid[1]=sku-b&type=0&ref=b900004&sign_version=2',
      '9b05eedd214a2386b2723ecbfa0286e0',
    ],
    [
      'P7, a refund',
      2,
      'uid=u-1001&goodsid=plan-gold&slength=-1&speriod=month&type=2&ref=b900005&reason=9&sign_version=2',
      '30d0912c4d974ea7ed67a002a7ddac0e',
    ],
    [
      'P8, Brick without goodsid',
      2,
      'uid=u-1001&slength=&speriod=&type=200&ref=b900006&sign_version=2',
      'dc5ce8fa12805fc972cb83795af56915',
    ],
  ] as const)('%s', (_name, version, query, expected) => {
    expect(digest(baseString(parseParameters(query), 'sig'), secret, version)).toBe(expected)
  })

  it('P3, version 1', () => {
    expect(digest(baseStringV1(parseParameters(digitalGoods)), secret, 1)).toBe(
      '4234811bdc36cefbd41a70077d611636',
    )
  })

  it('P4, version 1 of virtual currency', () => {
    const parameters = parseParameters('uid=u-1001&currency=250&type=0&ref=b900002')
    expect(digest(baseStringV1(parameters), secret, 1)).toBe('3858455d02d97e50909e64dda7fd25e5')
  })
})

it.each([
  [
    'version 1',
    1,
    'uid=test_user&currency=1000&type=0&ref=t555&is_test=1',
    'efaacb488ab8ee19321ad513b6908574',
  ],
  [
    'version 2',
    2,
    'uid=test_user&currency=1000&type=0&ref=t555&is_test=1&sign_version=2',
    '5057977f881bed13592bec928f062b31',
  ],
  [
    'version 3',
    3,
    'uid=test_user&currency=1000&type=0&ref=t555&is_test=1&sign_version=3',
    'a2932c360010e613166ae95ede5a3fa45bfcac10e1dd93715d21b00d684eb0fb',
  ],
] as const)(
  "signs virtual currency as the official libraries' tests publish it, %s",
  (_name, version, query, expected) => {
    const parameters = parseParameters(query)
    const base = version === 1 ? baseStringV1(parameters) : baseString(parameters, 'sig')
    expect(digest(base, '6274def95b105f1c92d341a8d3bc2e77', version)).toBe(expected)
  },
)

it('knows the API of a pingback by what it carries', () => {
  const cart = parseParameters('uid=u&goodsid[0]=a&goodsid[1]=b&slength=&type=0&ref=t1&is_test=1')
  expect(baseStringV1(cart)).toBe('uid=ugoodsid[0]=agoodsid[1]=btype=0ref=t1')
  const goods = parseParameters('uid=u&goodsid=a&currency=USD&type=0&ref=t1')
  expect(baseStringV1(goods)).toBe('uid=ugoodsid=aslength=speriod=type=0ref=t1')
})

it('sorts names by byte and numeric sub-keys by number', () => {
  const parameters = parseParameters('b=1&a[10]=k&a[2]=c&a[x]=z&B=2&_=3&sig=never')
  expect(baseString(parameters, 'sig')).toBe('B=2_=3a[2]=ca[10]=ka[x]=zb=1')
})
