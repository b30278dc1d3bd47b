import { formatMoney } from '@/lib/money'
import { checkoutPage, openAccount, orderForOperator, payletIn, productFor, signIn } from '@/lib/prove/buyer'
import type { AwaitedStep, CardTask, OwnStep, Sold, Step, Told } from '@/lib/prove/case'
import { genuinePairs, isOk, sendPingback } from '@/lib/prove/pingback'
import {
  arrivalOf,
  emulator,
  heldIn,
  orderOf,
  recalled,
  type Scene,
  type Standing,
  standing,
  waitFor,
} from '@/lib/prove/scene'

// Steps that several cases share.

/** A buyer signs in, buys by the product's page and accepts the terms; elsewhere than at the emulator, the operator's order. */
export function buys(sold: Sold, local: boolean): Step[] {
  return local ? [signsIn, placesOrder(sold), acceptsTerms] : [placesOperatorOrder(sold)]
}

const signsIn: OwnStep = {
  title: 'A buyer signs in',
  act: async (scene) => {
    const uid = await openAccount(scene)
    await signIn(scene)
    return {
      sentence: `The test buyer, uid ${uid}, has signed in with the form.`,
      request: 'GET /login, POST /login',
      answer: '303 to /account',
    }
  },
}

const placesOrder = (sold: Sold): OwnStep => ({
  title: 'The buyer presses “Buy now” on the product’s page',
  act: async (scene) => {
    const product = await productFor(sold)
    if (!product) throw new Error(`No product of this kind is for sale: ${sold}.`)
    const browser = await signIn(scene)
    const page = await browser.open(`/products/${product.slug}`)
    const { url, status } = await browser.submitWith(page, 'Buy now')
    const [, order] = /^\/checkout\/([0-9a-z]+)/.exec(url.pathname) ?? []
    if (order === undefined) throw new Error(`“Buy now” led to ${url.pathname} (${status}).`)
    scene.memory.set('order', order)
    return {
      sentence: `Order ${order}: ${product.name}, ${formatMoney(product)}.`,
      request: `GET /products/${product.slug}, POST /products/${product.slug}`,
      answer: `303 to /checkout/${order}`,
    }
  },
})

const acceptsTerms: OwnStep = {
  title: 'The buyer accepts the terms at the checkout',
  act: async (scene) => {
    const order = orderOf(scene)
    const browser = await signIn(scene)
    const page = await browser.open(`/checkout/${order}`)
    const accepted = await browser.submitWith(page, 'name="accept"', { accept: 'yes' })
    const { acceptance } = await standing(scene)
    if (!acceptance)
      throw new Error(`The acceptance was not stored; the checkout answered ${accepted.status}.`)
    return {
      sentence:
        'The checkout offered no payment before this. The acceptance is stored with its time and wording.',
      request: `GET /checkout/${order}, POST /checkout/${order}`,
      answer: `${accepted.status}; accepted: ${acceptance.wording}`,
    }
  },
}

/** Places an order for the operator, whose browser pays for it. */
export const placesOperatorOrder = (sold: Sold): OwnStep => ({
  title: 'An order of yours is placed',
  act: async (scene) => {
    const product = await orderForOperator(scene, sold)
    return { sentence: `Order ${recalled(scene, 'order')}: ${product.name}, ${formatMoney(product)}.` }
  },
})

/** Pays the case's order at the payment page, by the Test Payment Method. */
export function paysByPaylet(local: boolean): Step {
  return local
    ? { title: 'The buyer pays in the widget', act: paysAtEmulator }
    : {
        title: 'Pay in Paymentwall’s widget',
        asks: 'Accept the terms, open “Other payment methods” and pay with the Test Payment Method.',
        found: foundPaid,
      }
}

async function paysAtEmulator(scene: Scene): Promise<Told> {
  const url = payletIn(await checkoutPage(scene), scene.env.PAYMENTWALL_API_URL)
  const ref = await emulator(scene).payAt(url, orderOf(scene))
  scene.memory.set('ref', ref)
  return waitFor(scene, `The pingback of payment ${ref}`, () => foundPaid(scene))
}

/** The order's payment, once it is PAID: told by its pingback. */
async function foundPaid(scene: Scene): Promise<Told | undefined> {
  const { payments } = await standing(scene)
  const paid = payments.find(({ state }) => state === 'PAID')
  if (!paid) return undefined
  scene.memory.set('ref', paid.ref)
  return (await arrivalOf(scene, 0)) ?? (await arrivalOf(scene, 201))
}

/** The same, for a case of which nothing else is asked of the payment. */
export function isPaidFor(sold: Sold, local: boolean): Step[] {
  return [...buys(sold, local), paysByPaylet(local)]
}

/** Each line of the order is held once. */
export const isDelivered: OwnStep = {
  title: 'Check what was delivered',
  act: async (scene) => {
    const now = await standing(scene)
    const [held, lines] = [heldIn(now), now.lines.length]
    if (held !== lines || now.deliveries.length !== lines)
      throw new Error(`${held} of ${lines} lines are delivered, by ${now.deliveries.length} deliveries.`)
    return { sentence: `${held} of ${lines} lines of the order are delivered, each once.` }
  },
}

/** Waits for a pingback of a type for the case's order, and checks what has become of it. */
export function receives(
  type: number,
  { title, state, held }: { title: string; state: string; held: boolean },
): AwaitedStep {
  return {
    title,
    asks: 'Wait: Paymentwall sends it automatically within a few minutes.',
    found: async (scene) => {
      const told = await arrivalOf(scene, type)
      if (!told) return undefined
      const now = await standing(scene)
      const [payment] = now.payments
      if (payment) scene.memory.set('ref', payment.ref)
      if (payment?.state !== state) throw new Error(`The payment is ${payment?.state}, not ${state}.`)
      if (heldIn(now) !== (held ? now.lines.length : 0))
        throw new Error(`${heldIn(now)} of ${now.lines.length} lines are delivered after it.`)
      return told
    },
  }
}

const asked: Record<NonNullable<CardTask['card']>, string> = {
  approved: 'security code 123',
  'review-accepted': 'security code 555, which has the payment reviewed and accepted',
  'review-declined': 'security code 556, which has the payment reviewed and declined',
}

const bankActs = {
  approved: ' At the bank’s page, approve.',
  declined: ' At the bank’s page, decline.',
  left: ' At the bank’s page, give no answer: close it.',
} as const

/** Pays the operator's order by card, on the real checkout: no card number passes the shop. */
export function paysByCard(
  title: string,
  task: CardTask,
  found: (now: Standing, scene: Scene) => Promise<Told | undefined> | Told | undefined,
): AwaitedStep {
  const how = task.card ? `the test card 4242…4242 and ${asked[task.card]}` : 'the card that you saved'
  const save = task.saves ? ' Tick the box that saves the card.' : ''
  return {
    title,
    asks: `Accept the terms and pay with ${how}.${save}${task.bank ? bankActs[task.bank] : ''}`,
    task,
    found: async (scene) => found(await standing(scene), scene),
  }
}

/** An order of the operator's, for a card. */
export const orderForCard: OwnStep = placesOperatorOrder('again')

/** The newest attempt to charge the order's card, once it has reached a state. */
export function reached(
  { charges }: Standing,
  ...states: Standing['charges'][number]['state'][]
): { id: string; told: Told } | undefined {
  const [charge] = charges
  if (!charge || !states.includes(charge.state)) return undefined
  const secured = charge.securedAt ? ', confirmed by 3-D Secure' : ''
  const fingerprint = charge.hadFingerprint ? 'with' : 'without'
  return {
    id: charge.id,
    told: {
      sentence: `The charge is ${charge.state}, ${fingerprint} the browser’s fingerprint${secured}.`,
      request: 'POST /api/brick/charge: a token and a fingerprint, no card data',
      answer: `Charge ${charge.chargeId ?? charge.id}: ${charge.state}`,
    },
  }
}

/** Of a payment that the bank did not confirm, nothing is charged and nothing delivered. */
export const isUnpaid: OwnStep = {
  title: 'Check that nothing was charged',
  act: async (scene) => {
    const { payments, deliveries } = await standing(scene)
    if (payments.length + deliveries.length > 0)
      throw new Error(`There are ${payments.length} payments and ${deliveries.length} deliveries.`)
    return { sentence: 'No payment and no delivery: the order can be paid again.' }
  },
}

/** The end of a risk review: at the emulator at once, elsewhere when Paymentwall says so. */
export function verdict(local: boolean): OwnStep[] {
  if (!local) return []
  return [
    {
      title: 'Paymentwall completes the review',
      act: async (scene) => {
        const ref = recalled(scene, 'ref')
        await emulator(scene).endReview(ref)
        return { sentence: `The review of payment ${ref} is complete.` }
      },
    },
  ]
}

/** Sends a pingback of the case's payment again, which must do nothing more. */
export const duplicateOf = (type: number): OwnStep => ({
  title: `Send type ${type} again`,
  act: async (scene) => {
    const answer = await sendPingback(await genuinePairs(recalled(scene, 'ref'), type))
    const now = await standing(scene)
    if (!isOk(answer)) throw new Error(`It was answered ${answer.status} ${answer.body}.`)
    if (now.deliveries.length !== now.lines.length)
      throw new Error(`There are ${now.deliveries.length} deliveries for ${now.lines.length} lines.`)
    return {
      sentence: 'Answered OK; nothing was delivered again.',
      request: answer.request,
      answer: `${answer.status} ${answer.body}`,
    }
  },
})
