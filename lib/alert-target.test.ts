import { expect, test } from 'vitest'
import { alertTarget } from '@/lib/alert-target'
import { AlertKind } from '@/lib/generated/prisma/enums'
import { orderIdOf } from '@/test/support/ids'

const orderId = orderIdOf('0abcdefghijklmnopqrs')

test.each(Object.values(AlertKind))(
  '%s leads to a page of the back office, with an order or without',
  (kind) => {
    for (const alert of [
      { kind, subject: 'b1:0', orderId },
      { kind, subject: 'b1:0', orderId: null },
      { kind, subject: '"><script>/..?&#', orderId: null },
    ]) {
      const { href, title } = alertTarget(alert)
      expect(href).toMatch(/^\/admin\/[\w/-]+(?:%[\dA-F]{2}|[\w./()-])*(?:\?[\w=&.%-]+)?$/)
      expect(title).not.toBe('')
    }
  },
)

test.each([
  ['quarantined', 'b1:0', '/admin/pingbacks/ledger/b1%3A0'],
  ['failed', 'b1:220:part', '/admin/pingbacks/ledger/b1%3A220%3Apart'],
  ['conflict', 'b1:0:ff', '/admin/pingbacks/compare?key=b1%3A0%3Aff'],
  ['refused_pingback', 'unknown_parameter:2026-11-26T12', '/admin/pingbacks/refused'],
  ['charge_unknown', 'c1', `/admin/orders/${orderId}/resolve`],
  ['partial_refund', 'b1:220:x', '/admin/pingbacks/refunded?ref=b1'],
  ['overpaid', 'b1', `/admin/orders/${orderId}/refund?payment=b1`],
  ['chargeback_after_refund', 'b1:2', `/admin/orders/${orderId}/dossier`],
  ['price_change_stuck', 'club:c1', '/admin/products/club'],
] as const)('%s of %s leads to %s', (kind, subject, href) => {
  expect(alertTarget({ kind, subject, orderId })).toMatchObject({ href })
})

test('what no order is known for leads to its pingbacks', () => {
  expect(alertTarget({ kind: 'reversal_without_payment', subject: 'b1', orderId: null }).href).toBe(
    '/admin/pingbacks?ref=b1',
  )
})
