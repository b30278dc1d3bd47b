import { Hono } from 'hono'
import { capture } from '../brick/follow-ups'
import { lastValue, type Parameter } from '../core/parameters'
import { bodyParameters } from '../core/request-log'
import { isSame } from '../core/signature'
import { refused } from '../core/strictness'
import type { Emulator } from '../emulator'
import { findByAnyReference } from '../payments'

const statuses = new Set(
  (
    'order_placed order_preparing package_prepared order_shipped started delivering delivered consumed ' +
    'waiting_user_action delayed failed_will_retry order_cancelled retry_started refund_requested ' +
    'refund_request_declined refund_request_accepted refund_issued cancelled_subscription ' +
    'substitution_requested substitution_accepted substitution_declined'
  ).split(' '),
)

const required = ['payment_id', 'type', 'status']
const demanded = [
  'merchant_reference_id',
  'estimated_delivery_datetime',
  'estimated_update_datetime',
  'reason',
  'refundable',
  'details',
  'shipping_address[email]',
]
const demandedForGoods = ['country', 'city', 'zip', 'state', 'street', 'phone', 'firstname', 'lastname'].map(
  (name) => `shipping_address[${name}]`,
)
const reasoned = new Set([
  'delayed',
  'order_cancelled',
  'refund_request_declined',
  'substitution_requested',
  'substitution_declined',
])
const dateNames = ['estimated_delivery_datetime', 'estimated_update_datetime']
const documentedDate = /^\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2} [+-]\d{4}$/
const otherDate = /^(\d{10}|\d{4}([-/])\d{2}\2\d{2}( \d{2}:\d{2}:\d{2}( [+-]\d{4})?)?)$/
const truths = { documented: ['true', 'false'], others: ['1', '0', 'yes', 'no'] }

/** Delivery Confirmation. Goods on their way capture an authorised card payment, as for physical goods. */
export function deliveryRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.post('/api/delivery', async (c) => {
    const key = c.req.header('x-apikey') ?? ''
    if (!acceptedKeys(emulator).some((accepted) => isSame(accepted, key))) {
      return c.json({ error: 'The API key is not valid', notices: [] }, 401)
    }
    const sent = await bodyParameters(c)
    // As PHP reads a name, nothing after its closing bracket counts.
    const parameters = sent.map(([name, value]): Parameter => [name.trim(), value])
    const get = (name: string) => lastValue(parameters, name) ?? ''
    const notices = [
      ...faultsOf(parameters),
      ...refused(c, emulator.state.settings, [...blankNames(sent), ...shortcomingsOf(parameters)]),
    ]
    const payment = findByAnyReference(emulator, get('payment_id'))
    if (!payment && get('is_test') !== '1') notices.push('payment_id: there is no such payment')
    if (notices.length > 0) return c.json({ error: 'The delivery is not valid', notices }, 400)

    emulator.state.deliveries.push({
      at: emulator.clock.now(),
      ref: payment?.ref ?? get('payment_id'),
      orderId: get('merchant_reference_id'),
      status: get('status'),
      type: get('type'),
      details: get('details'),
    })
    const charge = emulator.state.charges.find(({ ref }) => ref === payment?.ref)
    const isShipped = get('type') === 'physical' && get('status') === 'delivering'
    if (charge && isShipped && payment?.status === 'authorised') capture(emulator, charge)
    emulator.store.changed()
    return c.json({ success: 1 })
  })

  return routes
}

function acceptedKeys({ state, project }: Emulator): string[] {
  const keys = { project: [project.secretKey], brick: [project.brickPrivateKey] }
  const { deliveryKey } = state.settings
  return deliveryKey === 'either' ? [...keys.project, ...keys.brick] : keys[deliveryKey]
}

function faultsOf(parameters: readonly Parameter[]): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const faults = required.filter((name) => get(name) === '').map((name) => `${name}: is missing`)
  if (!['digital', 'physical'].includes(get('type'))) faults.push('type: must be digital or physical')
  if (get('status') && !statuses.has(get('status')))
    faults.push(`status: there is no status ${get('status')}`)
  for (const name of dateNames) {
    if (get(name) && !documentedDate.test(get(name)) && !otherDate.test(get(name)))
      faults.push(notDated(name))
  }
  const refundable = get('refundable')
  if (refundable && ![...truths.documented, ...truths.others].includes(refundable)) faults.push(notTrue)
  return faults
}

const notDated = (name: string) => `${name}: must look like 2026/01/15 15:04:55 +0000`
const notTrue = 'refundable: must be true or false'

function blankNames(parameters: readonly Parameter[]): string[] {
  return parameters
    .filter(([name]) => name !== name.trim())
    .map(([name]) => `${name.trim()}: its name was sent with a blank`)
}

function shortcomingsOf(parameters: readonly Parameter[]): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const names = get('type') === 'physical' ? [...demanded, ...demandedForGoods] : demanded
  return [
    ...names.filter((name) => get(name) === '').map((name) => `${name}: is missing`),
    ...dateNames.filter((name) => get(name) && !documentedDate.test(get(name))).map(notDated),
    ...(truths.others.includes(get('refundable')) ? [notTrue] : []),
    ...(reasoned.has(get('status')) && ['none', 'null'].includes(get('reason'))
      ? ['reason: must be given']
      : []),
  ]
}
