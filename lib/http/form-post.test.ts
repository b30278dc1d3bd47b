import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFormPost } from '@/lib/http/form-post'
import { propertyRuns } from '@/test/support/thoroughness'

const id = '60362779c7c323f9d92626a0ed1e79f844a9db518a'
const other = { 'content-type': 'text/plain;charset=UTF-8' }

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  isFormPost(new Request('https://shop.example/cart', { method: 'POST', body, headers }))

const call = (body: BodyInit, headers: Record<string, string> = typeof body === 'string' ? other : {}) =>
  post(body, { ...headers, 'next-action': id })

function fields(entries: [string, string | Blob][]): FormData {
  const form = new FormData()
  for (const [name, value] of entries) form.append(name, value)
  return form
}

describe('a call by the shop’s own scripts', () => {
  test.each<[string, BodyInit]>([
    ['without arguments', '[]'],
    ['with values', '["0k3vd9slq0zxt7wry2np",true,null,1]'],
    ['with a text that begins with a dollar', '["$$5"]'],
    ['without one of its arguments', '["$undefined"]'],
    [
      'with a form',
      fields([
        ['_1_product', 'fox'],
        ['0', '["$K1"]'],
      ]),
    ],
    [
      'with a state and a form',
      fields([
        ['_1_email', 'a@b.example'],
        ['0', '[{"values":{},"errors":{"email":"Enter …"},"done":false},"$K1"]'],
      ]),
    ],
  ])('%s goes on', async (_, body) => {
    expect(await call(body)).toBe(true)
  })

  test.each<[string, BodyInit]>([
    ['nothing', ''],
    ['no JSON', 'x'],
    ['no list', '{"length":1}'],
    ['null', 'null'],
    ['a list without end', JSON.stringify(Array(1001).fill(1))],
    ['a depth without end', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['a form that is not there', '["$K1"]'],
    ['another action', '["$F1"]'],
    ['a promise', '["$@1"]'],
    ['a blob', '["$B1"]'],
    ['a map', '[["$Q1"]]'],
    ['an iterator', '[{"a":"$i1"}]'],
    ['a bigint', '["$n99999999"]'],
    ['a reference', '["$1:constructor:constructor"]'],
    ['a NUL', '["a\\u0000b"]'],
    ['a NUL in a name', '[{"\\u0000":1}]'],
    ['a form without arguments', fields([['_1_product', 'fox']])],
    [
      'arguments twice',
      fields([
        ['0', '["$K1"]'],
        ['0', '[]'],
      ]),
    ],
    ['arguments as a file', fields([['0', new Blob(['["$K1"]'])]])],
    [
      'a part that React would read',
      fields([
        ['0', '["$K1"]'],
        ['1', '"$F2"'],
      ]),
    ],
    [
      'a NUL in a field',
      fields([
        ['0', '["$K1"]'],
        ['_1_product', 'fo\0x'],
      ]),
    ],
    [
      'a NUL in a field’s name',
      fields([
        ['0', '["$K1"]'],
        ['_1_\0', 'fox'],
      ]),
    ],
  ])('with %s is refused', async (_, body) => {
    expect(await call(body)).toBe(false)
  })

  test.each([
    ['without a boundary', 'multipart/form-data', 'a=b'],
    [
      'that is cut off',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="0"\r\n\r\n["$K1"]',
    ],
    [
      'in an encoding that no browser uses',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="0"\r\nContent-Transfer-Encoding: base64\r\n\r\n["$K1"]\r\n--x--\r\n',
    ],
  ])('with a form %s is refused', async (_, type, body) => {
    expect(await call(body, { 'content-type': type })).toBe(false)
  })
})

describe('a form without JavaScript', () => {
  const named = (more: [string, string | Blob][]) => post(fields([['product', 'fox'], ...more]))
  const reference = JSON.stringify({ id, bound: '$@1' })

  test.each<[string, [string, string | Blob][]]>([
    ['of no action', []],
    ['of an action', [[`$ACTION_ID_${id}`, '']]],
    [
      'of an action with a state',
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', reference],
        ['$ACTION_1:1', '[{"values":{},"errors":{},"done":false}]'],
        ['$ACTION_KEY', 'k35885fb8fa40b8bf90fb974184b4b105'],
      ],
    ],
  ])('%s goes on', async (_, more) => {
    expect(await named(more)).toBe(true)
  })

  test.each<[string, [string, string | Blob][]]>([
    ['of an action that can’t be', [['$ACTION_ID_constructor', '']]],
    ['of an action without its reference', [['$ACTION_REF_1', '']]],
    [
      'of a reference that is no JSON',
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', '{bad'],
      ],
    ],
    [
      'of a reference whose arguments are no text',
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', JSON.stringify({ id, bound: ['$@1'] })],
        ['$ACTION_1:1', '[]'],
      ],
    ],
    [
      'of a reference to nothing',
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', reference],
      ],
    ],
    [
      'of a reference that is none',
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', 'null'],
      ],
    ],
    [
      'of a state that stands for more',
      [
        ['$ACTION_REF_1', ''],
        ['$ACTION_1:0', reference],
        ['$ACTION_1:1', '["$F2"]'],
      ],
    ],
    ['of a name that React does not give', [['$ACTION_X', '']]],
    ['of a file for an action', [[`$ACTION_ID_${id}`, new Blob(['x'])]]],
    ['of a NUL', [['note', 'a\0b']]],
  ])('%s is refused', async (_, more) => {
    expect(await named(more)).toBe(false)
  })

  test('in the address’s own encoding goes on, but for NULs', async () => {
    expect(await post(new URLSearchParams({ product: 'fox' }))).toBe(true)
    expect(await post(new URLSearchParams({ product: 'f\0x' }))).toBe(false)
  })
})

test('whatever is posted, the answer is yes or no', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom(...'[]{}"$K@F:,01\\u\r\n-x') }),
      fc.constantFrom('text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'),
      async (body, type) => {
        expect(typeof (await call(body, { 'content-type': type }))).toBe('boolean')
      },
    ),
    { numRuns: propertyRuns() },
  )
})
