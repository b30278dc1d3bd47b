import { describe, expect, test } from 'vitest'
import { chargeFormSchema, splitName } from '@/lib/charges/schema'

const card = { brick_token: `ot_${'1'.repeat(32)}`, brick_fingerprint: 'f'.repeat(32) }
const read = (form: Record<string, string>) => chargeFormSchema.safeParse(form).data

describe('what a card form sends', () => {
  test('Brick’s form: token, fingerprint, names and its 3-D Secure session; the rest is ignored', () => {
    expect(
      read({
        ...card,
        firstname: 'Ada',
        lastname: 'Lovelace',
        brick_reference_id: 'r-1',
        email: 'a@b.c',
        amount: '0.01',
      }),
    ).toEqual({
      kind: 'card',
      token: card.brick_token,
      fingerprint: card.brick_fingerprint,
      referenceId: 'r-1',
      holder: { firstName: 'Ada', lastName: 'Lovelace' },
    })
  })

  test('the shop’s form: the name in one', () => {
    expect(read({ ...card, cardholder: ' Zoë  van Dyk ' })).toMatchObject({
      holder: { firstName: 'Zoë van', lastName: 'Dyk' },
    })
  })

  test('a blocked fingerprint and a missing name are no reason to refuse', () => {
    expect(read({ ...card, brick_fingerprint: '', cardholder: '' })).toMatchObject({
      fingerprint: undefined,
      holder: undefined,
    })
  })

  test('the second post after 3-D Secure, whatever else it repeats', () => {
    expect(read({ ...card, brick_charge_id: '12_test', brick_secure_token: 's=1' })).toEqual({
      kind: 'confirmation',
      chargeId: '12_test',
      secureToken: 's=1',
    })
  })

  test('a saved card', () => {
    expect(read({ saved_card: 'abcdefghjkmnpqrstvwx' })).toEqual({
      kind: 'saved',
      cardId: 'abcdefghjkmnpqrstvwx',
    })
  })

  // Numbers that pass for a card's by length and check digit, as one long number in ten does.
  test.each(['4242424242424242', '378282246310005'])('the provider’s id %s is an id', (id) => {
    expect(read({ brick_charge_id: id, brick_secure_token: id })).toMatchObject({
      chargeId: id,
      secureToken: id,
    })
    expect(read({ ...card, brick_token: id })).toMatchObject({ token: id })
  })

  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['no token', { brick_fingerprint: card.brick_fingerprint }],
    ['a token with a blank', { ...card, brick_token: 'ot 1' }],
    ['a token without end', { ...card, brick_token: 'o'.repeat(129) }],
    ['a card number for a name', { ...card, cardholder: '4242 4242 4242 4242' }],
    ['a name without end', { ...card, cardholder: 'A'.repeat(81) }],
    ['a card’s id in capitals', { saved_card: 'ABCDEFGHJKMNPQRSTVWX' }],
    ['a charge id with a slash', { brick_charge_id: '../1', brick_secure_token: 's' }],
  ])('%s is refused', (_, form) => {
    expect(read(form)).toBeUndefined()
  })
})

test.each([
  ['Ada Lovelace', 'Ada', 'Lovelace'],
  ['Johann Sebastian Bach', 'Johann Sebastian', 'Bach'],
  ['Madonna', 'Madonna', 'Madonna'],
])('%s is %s and %s', (name, firstName, lastName) => {
  expect(splitName(name)).toEqual({ firstName, lastName })
})
