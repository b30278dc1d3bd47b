import { expect, test } from 'vitest'
import { customerFilterSchema } from '@/lib/customers/schema'
import { exportNames, exportSchemas } from '@/lib/exports/schema'
import { queryOf, readFilter } from '@/lib/list-filter'
import { alertFilterSchema } from '@/lib/open-alerts/schema'
import { auditFilterSchema } from '@/lib/operators/schema'
import { orderFilterSchema } from '@/lib/orders/schema'
import { pingbackFilterSchema } from '@/lib/pingbacks/schema'
import { membershipFilterSchema } from '@/lib/subscriptions/schema'

const schemas = {
  orders: orderFilterSchema,
  customers: customerFilterSchema,
  pingbacks: pingbackFilterSchema,
  memberships: membershipFilterSchema,
  alerts: alertFilterSchema,
  audit: auditFilterSchema,
  payments: exportSchemas.payments,
}
const read = (query: string, list: keyof typeof schemas = 'orders') =>
  readFilter(schemas[list], queryOf(new URLSearchParams(query)))

test('what is empty counts as none, and where a page stands is no filter', () => {
  expect(read('money=test&older=1.a&newer=&outcome=7&from=&buyer=+')).toEqual({
    filter: { money: 'test' },
    faults: [],
  })
})

test.each<[keyof typeof schemas, string, RegExp]>([
  [
    'orders',
    'state=bogus',
    /^The filter “state” is not understood: “bogus”. It can be: waiting, authorised,/,
  ],
  ['orders', 'state=PAID', /“PAID”/],
  ['orders', 'from=2026-02-30', /“from”.*“2026-02-30”. Write a day as 2026-11-26\./],
  ['orders', 'to=0000-00-00', /“to”/],
  ['orders', 'from=yesterday', /“yesterday”/],
  ['orders', 'to=2026-1-1', /“2026-1-1”/],
  ['orders', 'money=all', /It can be: test, real\.$/],
  ['orders', 'state=paid&state=failed', /given more than once/],
  ['orders', 'toString=1', /no filter “toString” here/],
  ['orders', `buyer=${'x'.repeat(300)}`, /“x{60}…”. It has 256 characters at most\.$/],
  ['pingbacks', 'verdict=lost', /“lost”/],
  ['pingbacks', 'type=zero', /A type is a number/],
  ['pingbacks', 'from=2026-11-26+14%3A03', /2026-11-26T14:03/],
  ['customers', 'role=KING', /It can be: BUYER, REVIEWER, ADMIN\.$/],
  ['memberships', 'view=all', /It can be: upcoming,/],
  ['alerts', 'kind=red', /“red”/],
  ['payments', 'from=yesterday', /“yesterday”/],
])('of %s, %s is told with what is understood', (list, query, fault) => {
  const { faults } = read(query, list)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(fault)
})

test('a filter that a list does not have is told, with those that it has', () => {
  for (const list of Object.keys(schemas) as (keyof typeof schemas)[]) {
    const known = Object.keys(schemas[list].shape).join(', ')
    expect(read('none=1', list).faults).toEqual([`There is no filter “none” here. There are: ${known}.`])
  }
})

test('what is understood beside it stays in the form', () => {
  const { filter, faults } = read('state=bogus&from=2026-11-26&none=1')
  expect(filter).toEqual({ from: '2026-11-26' })
  expect(faults).toHaveLength(2)
})

test('an export has the filters of its list', () => {
  for (const name of exportNames) expect(exportSchemas[name]).toBe(schemas[name])
})
