import { expect, test } from 'vitest'
import { maskLines, maskParameters, maskQuery, maskText } from '@/lib/pingbacks/mask'

test.each([
  ['an order id', '0abc.p-1', '0abc.p-1'],
  ['an empty value', '', ''],
  ['an e-mail address', 'ann.smith+shop@example.com', 'a…@example.com'],
  ['an e-mail address in a sentence', 'write to ann@example.com now', 'write to a…@example.com now'],
  ['a card number', '4111111111111111', '…1111'],
  ['a card number in groups', 'paid by 5555 5555-5555 4444.', 'paid by …4444.'],
  ['a card number in front of an @', '4111111111111111@example.com', '4…@example.com'],
  ['an address that begins with a character of two units', '🦊fox@example.com', '🦊…@example.com'],
  ['characters that would break a line of the log', 'a\u009bb\u2028c\nd', 'a\ufffdb\ufffdc\ufffdd'],
  ['the longest value', 'a'.repeat(120), 'a'.repeat(120)],
  ['a longer value', 'a'.repeat(121), `${'a'.repeat(120)}…`],
  ['a cut that would halve a character', `${'a'.repeat(119)}🦊`, `${'a'.repeat(119)}…`],
  ['a card number where the cut is', `${'a '.repeat(55)}4111111111111111`, `${'a '.repeat(55)}…1111`],
])('%s', (_, value, masked) => {
  expect(maskParameters([['note', value]])).toEqual({ note: masked })
})

test('the signature is shortened', () => {
  expect(maskParameters([['sig', '66a66e92c99a131b042724b080187cca']])).toEqual({ sig: '66a66e92…' })
})

test('names of strangers are masked and cut too', () => {
  const strange: [string, string][] = [
    ['4111111111111111', ''],
    ['ann@example.com', ''],
    ['n'.repeat(100), ''],
    ['__proto__', 'x'],
  ]
  expect(Object.keys(maskParameters(strange))).toEqual([
    '…1111',
    'a…@example.com',
    `${'n'.repeat(64)}…`,
    '__proto__',
  ])
})

test('a query is shown with its signatures, keys and addresses masked, and a text that holds one is masked no further', () => {
  const shown = maskQuery(
    'uid=u1&email=ada%40example.com&key=0123456789abcdef&sign=0123456789abcdef&sig=0123456789abcdef',
  )
  expect(shown).toBe('uid=u1&email=a…@example.com&key=01234567…&sign=01234567…&sig=01234567…')
  expect(maskText(`GET /x?${shown}`)).toBe(`GET /x?${shown}`)
})

test('what stands beside an address stays, and so do lines', () => {
  expect(maskText('GET /x?email=ada@example.com&uid=u1')).toBe('GET /x?email=a…@example.com&uid=u1')
  expect(maskText('Write to <ada@example.com>, or (bob@example.com).')).toBe(
    'Write to <a…@example.com>, or (b…@example.com).',
  )
  expect(maskLines('ada@example.com\nbob@example.com')).toBe('a…@example.com\nb…@example.com')
})
