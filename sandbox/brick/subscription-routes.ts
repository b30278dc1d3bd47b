import { type Context, Hono } from 'hono'
import { lastValue, type Parameter } from '../core/parameters'
import { bodyParameters } from '../core/request-log'
import type { Period, Subscription } from '../core/state'
import type { Emulator } from '../emulator'
import { findSubscription, startSubscription, stop, subscriptionView } from '../subscriptions/engine'
import { isPeriodUnit, isWithinLimits } from '../subscriptions/limits'
import { challengeAnswer } from './challenges'
import { readChargeRequest, tolerate } from './charge-request'
import { announceCharge, chargeCard, paymentOf } from './charges'
import { BrickError, type BrickErrorCode } from './errors'

/** Brick's subscription API: charges as a charge does, then bills by itself. */
export function brickSubscriptionRoutes(
  emulator: Emulator,
  answer: (c: Context, value: object) => Response,
): Hono {
  const routes = new Hono()

  routes.post('/api/brick/subscription', async (c) => {
    const parameters = await bodyParameters(c)
    const request = readChargeRequest(parameters)
    tolerate(c, emulator, request)
    const period = readPeriod(emulator, parameters, ['period', 'period_duration'], [3401, 3403])
    const trial = readTrial(emulator, parameters)
    const result = chargeCard(emulator, {
      ...request,
      amount: trial?.amount ?? request.amount,
      period: trial?.period ?? period,
      isFreeAllowed: trial !== null,
    })
    if (result.kind === 'challenge') return answer(c, challengeAnswer(emulator, c, result.challenge, request))

    const { amount, currency, plan, description } = request
    const payment = paymentOf(emulator, result.charge)
    const subscription = startSubscription(
      emulator,
      payment,
      { plan: { goodsId: plan, name: description, amount, currency, period }, trial, remaining: null },
      parameters,
    )
    announceCharge(emulator, result.charge)
    return answer(c, brickView(emulator, subscription))
  })

  routes.on(['GET', 'POST'], '/api/brick/subscription/:id', (c) =>
    answer(c, brickView(emulator, known(emulator, c.req.param('id')))),
  )

  routes.post('/api/brick/subscription/:id/cancel', (c) => {
    const subscription = known(emulator, c.req.param('id'))
    stop(emulator, subscription, 'cancelled')
    return answer(c, brickView(emulator, subscription))
  })

  return routes
}

function known(emulator: Emulator, id: string): Subscription {
  const subscription = findSubscription(emulator, id)
  if (subscription?.api !== 'brick') throw new BrickError(3402)
  return subscription
}

function readPeriod(
  emulator: Emulator,
  parameters: readonly Parameter[],
  [unitName, lengthName]: [string, string],
  [unitCode, lengthCode]: [BrickErrorCode, BrickErrorCode],
): Period {
  const unit = lastValue(parameters, unitName) ?? ''
  const length = Number(lastValue(parameters, lengthName))
  if (!isPeriodUnit(unit)) throw new BrickError(unitCode)
  if (!Number.isInteger(length) || !isWithinLimits({ length, unit }, emulator.state.settings)) {
    throw new BrickError(lengthCode)
  }
  return { length, unit }
}

function readTrial(emulator: Emulator, parameters: readonly Parameter[]) {
  const names = ['trial[amount]', 'trial[currency]', 'trial[period]', 'trial[period_duration]']
  const sent = names.filter((name) => lastValue(parameters, name))
  if (sent.length === 0) return null
  if (sent.length < names.length) throw new BrickError(3404)
  const amount = lastValue(parameters, 'trial[amount]') ?? ''
  const isSameCurrency = lastValue(parameters, 'trial[currency]') === lastValue(parameters, 'currency')
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(amount) || !isSameCurrency) throw new BrickError(3407)
  const period = readPeriod(emulator, parameters, ['trial[period]', 'trial[period_duration]'], [3405, 3406])
  return { amount, period }
}

/** The subscription as Brick answers it; while there is or was a trial, with an object of the same shape for it. */
function brickView(emulator: Emulator, subscription: Subscription) {
  const view = subscriptionView(emulator, subscription)
  const charges = Object.fromEntries(subscription.refs.map((ref, index) => [index, ref.slice(1)]))
  if (!subscription.trial) return { ...view, charges }
  const { period } = subscription.trial
  const trial = {
    ...view,
    is_trial: 1,
    period: period.unit,
    period_duration: period.length,
    payments_limit: 1,
  }
  return { ...view, charges, trial }
}
