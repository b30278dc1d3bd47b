import { z } from 'zod'
import { type Env, isLoopback } from '@/lib/env'

// The one file of the shop that drives the emulator. Paymentwall has nothing of the kind.

const paymentSchema = z.object({ ref: z.string() })
const paymentsSchema = z.array(paymentSchema.extend({ goodsId: z.string().nullable() }))

/** A page of the emulator, as a browser gets it. */
export interface EmulatorPage {
  status: number
  html: string
}

/** What the emulator can be told to do. */
export interface Emulator {
  /** Opens a signed address of the payment page. */
  openPaylet(url: string): Promise<EmulatorPage>
  /** Pays at the payment page that a signed address leads to, by the Test Payment Method; returns the payment's reference. */
  payAt(url: string, orderId: string): Promise<string>
  /** Takes a payment back as a whole, as the merchant area does: pingback type 2. */
  refund(ref: string): Promise<void>
  /** Ends the risk review of a payment: pingback type 201 or 202. */
  endReview(ref: string): Promise<void>
  /**
   * Has the bank ask for 3-D Secure when an order is paid by card, and answer by itself or, `left`, wait; or ask for nothing.
   * For other orders nothing changes, so that a run that breaks off leaves nothing behind.
   */
  tellBank(orderId: string, bank: 'approved' | 'declined' | 'left' | undefined): Promise<void>
}

const timeoutMs = 20_000

/**
 * The emulator of this shop.
 *
 * @throws in every mode but `local`, and for an emulator that is not on this machine
 */
export function emulatorOf({ PAYMENTWALL_MODE, PAYMENTWALL_API_URL: url }: Env): Emulator {
  if (PAYMENTWALL_MODE !== 'local' || !isLoopback(url)) {
    throw new Error(
      `The emulator is driven in local mode alone, and this shop runs in ${PAYMENTWALL_MODE} mode.`,
    )
  }
  const ask = (address: string, init: RequestInit = {}) =>
    fetch(address, { ...init, cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) })

  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const response = await ask(`${url}/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (response.ok) return response.json()
    throw new Error(`The emulator refused ${method} ${path}: ${response.status} ${await response.text()}`)
  }

  async function openPaylet(address: string): Promise<EmulatorPage> {
    const response = await ask(address)
    return { status: response.status, html: await response.text() }
  }

  return {
    openPaylet,
    payAt: async (address, orderId) => {
      const { html } = await openPaylet(address)
      const [, buy] = /<form[^>]* action="(\/widget\/[0-9a-f]+\/buy)"/.exec(html) ?? []
      if (buy === undefined) throw new Error('The payment page offers nothing to press.')
      const paid = await ask(`${url}${buy}`, { method: 'POST', body: new URLSearchParams({ ps: 'test' }) })
      if (!paid.ok) throw new Error(`The payment page refused: ${paid.status} ${await paid.text()}`)
      const payments = paymentsSchema.parse(await control('GET', '/payments'))
      const payment = payments.findLast(({ goodsId }) => goodsId === orderId)
      if (!payment) throw new Error(`The emulator has no payment of order ${orderId}.`)
      return payment.ref
    },
    refund: async (ref) => {
      await control('POST', `/payments/${ref}/refund`, {})
    },
    endReview: async (ref) => {
      await control('POST', `/payments/${ref}/review`)
    },
    tellBank: async (plan, bank) => {
      const answers = bank === 'approved' || bank === 'declined' ? bank : 'when asked'
      await control('POST', '/bank', { plan, asks: bank !== undefined, answers })
    },
  }
}
