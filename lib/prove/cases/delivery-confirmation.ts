import { db } from '@/lib/db'
import { planConfirmations } from '@/lib/delivery-confirmation/mutations'
import type { AwaitedStep, Case, OwnStep } from '@/lib/prove/case'
import { recalled } from '@/lib/prove/scene'
import { isPaidFor } from '@/lib/prove/steps'

/** The job that looks for what is to be told runs once a minute by itself. */
const plansCalls: OwnStep = {
  title: 'The shop looks for payments to report to Paymentwall',
  act: async () => {
    const planned = await planConfirmations()
    return {
      sentence: `${planned} ${planned === 1 ? 'payment' : 'payments'} to report; a job sends the calls.`,
    }
  },
}

const isTold: AwaitedStep = {
  title: 'The order and its delivery are reported to Paymentwall',
  asks: 'Wait: the worker sends the calls within a minute. The order’s timeline shows each call and its answer.',
  found: async (scene) => {
    const calls = await db().deliveryConfirmation.findMany({
      where: { ref: recalled(scene, 'ref') },
      orderBy: { id: 'asc' },
    })
    const refused = calls.find(({ refusedAt }) => refusedAt)
    if (refused)
      throw new Error(`Paymentwall refused ${refused.status}: ${refused.problem ?? 'no reason was given'}`)
    const accepted = calls.filter(({ acceptedAt }) => acceptedAt).map(({ status }) => status)
    if (!accepted.includes('order_placed') || !accepted.includes('delivered')) return undefined
    return {
      sentence: `Accepted: ${accepted.join(', ')}.`,
      request: 'POST /api/delivery, digital variant, once for each status',
    }
  },
}

export const deliveryConfirmation: Case = {
  id: 'delivery-confirmation',
  title: 'Delivery Confirmation: deliveries are reported to Paymentwall',
  points: ['B11'],
  paysByCard: false,
  sells: 'goods',
  unfit: ({ DELIVERY_CONFIRMATION }) =>
    DELIVERY_CONFIRMATION === 'off' ? 'DELIVERY_CONFIRMATION is off' : undefined,
  steps: (local) => [...isPaidFor('goods', local), plansCalls, isTold],
}
