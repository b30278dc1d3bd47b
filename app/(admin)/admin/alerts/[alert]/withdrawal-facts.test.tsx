import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { WithdrawalFacts } from '@/app/(admin)/admin/alerts/[alert]/withdrawal-facts'

const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12))
const wording = 'I request immediate delivery, and understand that I lose my right to withdraw.'
const acceptance = { wording, language: 'en', acceptedAt: at(1) }

function textOf(order: object): string {
  const markup = renderToStaticMarkup(<WithdrawalFacts order={order as never} declaredAt={at(10)} />)
  return markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

test('an operator reads when it was paid, agreed to, delivered and downloaded', () => {
  const text = textOf({
    createdAt: at(1),
    payments: [{ paidAt: at(2), state: 'PAID' }],
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
  expect(text).toContain('8 of 14 days had passed since the payment')
  expect(text).toContain(`“${wording}”`)
  expect(text).toMatch(/Fox: delivered .*2 Nov 2026.* first downloaded .*3 Nov 2026/)
  expect(text).toMatch(/Heron: delivered .*2 Nov 2026.* nothing downloaded, withdrawn .*4 Nov 2026/)
})

test('what is missing is said', () => {
  const text = textOf({
    createdAt: at(1),
    payments: [],
    acceptance: null,
    lines: [{ id: 'a', name: 'Fox', delivery: null }],
  })
  for (const words of ['Not paid', 'None stored', 'Fox: not delivered']) expect(text).toContain(words)
  expect(text).not.toContain('had passed')
})
