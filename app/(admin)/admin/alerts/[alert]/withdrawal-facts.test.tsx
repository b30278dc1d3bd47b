import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { WithdrawalFacts } from '@/app/(admin)/admin/alerts/[alert]/withdrawal-facts'

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12))
const wording = 'I request immediate delivery, and understand that I lose my right to withdraw.'
const acceptance = { wording, language: 'en', acceptedAt: at(1) }

const nothing = { createdAt: at(1), payments: [], acceptance: null, lines: [], mails: [] }

function textOf(order: object, declaredAt = at(10)): string {
  const facts = { ...nothing, ...order }
  const markup = renderToStaticMarkup(<WithdrawalFacts order={facts as never} declaredAt={declaredAt} />)
  return markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

test('an operator reads when it was paid, agreed to, delivered and downloaded', () => {
  const text = textOf({
    payments: [{ paidAt: at(2) }],
    acceptance,
    lines: [
      {
        id: 'a',
        name: 'Fox',
        delivery: { grantedAt: at(2), withdrawnAt: null, downloads: [{ at: at(3) }] },
      },
      { id: 'b', name: 'Heron', delivery: { grantedAt: at(2), withdrawnAt: at(4), downloads: [] } },
    ],
  })
  expect(text).toContain('Declared on day 8 after the payment')
  expect(text).toContain(`“${wording}”`)
  expect(text).toMatch(/Fox: delivered .*2 Nov 2026.* first downloaded .*3 Nov 2026/)
  expect(text).toMatch(/Heron: delivered .*2 Nov 2026.* nothing downloaded, withdrawn .*4 Nov 2026/)
})

test('what is missing is said', () => {
  const text = textOf({ lines: [{ id: 'a', name: 'Fox', delivery: null }] })
  for (const words of ['Not paid', 'None stored', 'Receipt Not sent', 'Fox: not delivered'])
    expect(text).toContain(words)
  expect(text).not.toContain('after the payment')
})

test.each([
  [1, 'Declared before the payment;'],
  [2, 'Declared on the day of the payment;'],
  [3, 'Declared on day 1 after the payment;'],
  [16, 'Declared on day 14 after the payment;'],
  [17, 'Declared on day 15 after the payment;'],
])('of day %i an operator reads which it was in the period, and which is its last', (day, words) => {
  const text = textOf({ payments: [{ paidAt: at(2) }] }, at(day))
  expect(text).toContain(`${words} in time up to and including day 14`)
  expect(text).not.toMatch(/passed|expired/)
})

test.each([
  [[{ sentAt: null, gaveUpAt: null }], /Receipt Not sent/],
  [[{ sentAt: null, gaveUpAt: at(3) }], /Receipt Could not be delivered: given up .*3 Nov 2026/],
  [
    [
      { sentAt: null, gaveUpAt: at(3) },
      { sentAt: at(5), gaveUpAt: null },
      { sentAt: at(4), gaveUpAt: null },
    ],
    /Receipt Sent .*4 Nov 2026/,
  ],
])('whether and when the contract was confirmed by the receipt is said', (mails, words) => {
  expect(textOf({ mails })).toMatch(words)
})
