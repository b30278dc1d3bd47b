import { randomInt } from 'node:crypto'
import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'
import type { ApiType } from '../core/api-type'
import { Limiter } from '../core/limiter'
import type { Parameter } from '../core/parameters'
import { defaultSettings } from '../core/settings'
import type { SignVersion } from '../core/signature'
import type { PingbackAttempt } from '../core/state'
import { addressWith, signMessage } from '../pingbacks/message'
import { callListener } from '../pingbacks/sender'
import { type Wording, wordings } from './wording'

/** How long a listener is given, in milliseconds. */
export interface Patience {
  /** Before what was not acknowledged is sent again, times the number of the round. */
  retry: number
  /** Until a delivery that has been answered OK must show. */
  delivery: number
}

export const usualPatience: Patience = { retry: 200, delivery: 5_000 }

/** The listener under test, and what is known about the shop behind it. */
export interface DrillTarget {
  pingbackUrl: string
  projectKey: string | null
  secretKey: string
  signVersion: 2 | 3
  apiType: ApiType
  uid: string
  /** A fresh order that the shop knows. */
  newOrder: () => Promise<string>
  /** How often an order is delivered now; null where nobody can say. */
  countDeliveries: ((order: string) => Promise<number>) | null
  restart: (() => Promise<void>) | null
  seed: number
  patience: Patience
  signal: AbortSignal
}

export interface Event {
  order: string
  ref: string
  type: number
}

export interface Forgery {
  secret?: string
  signVersion?: SignVersion
  /** Parameters that are signed, after the usual ones. */
  extra?: Parameter[]
  /** Changes what is sent, the signature included, after signing. */
  change?: (parameters: Parameter[]) => Parameter[]
  headers?: Record<string, string>
}

export interface Message {
  url: string
  method: string
  headers: Record<string, string>
}

const answerTimeoutSeconds = 20
const rounds = 10
const parallelSends = 128
const settings = defaultSettings()

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** What every drill works with: it makes messages, sends them as Paymentwall would, and shuffles them repeatably. */
export class DrillBench {
  #random: number
  #refs = 0

  constructor(readonly target: DrillTarget) {
    this.#random = target.seed >>> 0
  }

  get wording(): Wording {
    return wordings[this.target.apiType]
  }

  newOrder(): Promise<string> {
    return this.target.newOrder()
  }

  newOrders(count: number): Promise<string[]> {
    return inSequence(Array.from({ length: count }), () => this.newOrder())
  }

  /** A reference that no listener has seen. Card payments' begin with `b`, test payments' with `t`. */
  newRef(letter: 'b' | 't' = 't'): string {
    this.#refs += 1
    return `${letter}${Math.floor(Date.now() / 1000)}${randomInt(100_000, 1_000_000)}${this.#refs}`
  }

  parametersOf({ order, ref, type }: Event): Parameter[] {
    return [
      ...this.wording.parameters(order, this.target.uid, type),
      ['type', String(type)],
      ['ref', ref],
      ...(type === 2 ? [['reason', '9'] satisfies Parameter] : []),
      ...(ref.startsWith('t') ? [['is_test', '1'] satisfies Parameter] : []),
    ]
  }

  message(event: Event, forgery: Forgery = {}): Message {
    const { pingbackUrl, secretKey, signVersion } = this.target
    const unsigned = [...this.parametersOf(event), ...(forgery.extra ?? [])]
    const version = forgery.signVersion ?? signVersion
    const signed = signMessage(pingbackUrl, unsigned, forgery.secret ?? secretKey, version, settings)
    return this.raw(forgery.change?.(signed.parameters) ?? signed.parameters, forgery.headers)
  }

  raw(parameters: readonly Parameter[], headers: Record<string, string> = {}): Message {
    return { url: addressWith(this.target.pingbackUrl, parameters, 'percent'), method: 'GET', headers }
  }

  send(message: Message): Promise<PingbackAttempt> {
    return callListener(message, { now: Date.now }, answerTimeoutSeconds, this.target.signal)
  }

  /** Sends one after the other; what is not acknowledged is sent again afterwards, as Paymentwall does. Returns what never was. */
  async deliver(messages: readonly Message[]): Promise<string[]> {
    return this.#untilAcknowledged(messages, (waiting, attempt) => inSequence(waiting, attempt))
  }

  /** The same, all at once. */
  async deliverAtOnce(messages: readonly Message[]): Promise<string[]> {
    const limiter = new Limiter(parallelSends)
    return this.#untilAcknowledged(messages, (waiting, attempt) =>
      Promise.all(waiting.map((message) => limiter.run(() => attempt(message)))),
    )
  }

  async #untilAcknowledged(
    messages: readonly Message[],
    sendAll: (
      waiting: readonly Message[],
      attempt: (message: Message) => Promise<PingbackAttempt>,
    ) => Promise<PingbackAttempt[]>,
  ): Promise<string[]> {
    let waiting = [...messages]
    let answers: string[] = []
    for (let round = 0; round < rounds && waiting.length > 0; round++) {
      if (round > 0) await pause(this.target.patience.retry * round)
      const attempts = await sendAll(waiting, (message) => this.send(message))
      this.target.signal.throwIfAborted()
      answers = attempts.filter(({ isAcknowledged }) => !isAcknowledged).map(answerOf)
      waiting = waiting.filter((_, index) => !attempts[index]?.isAcknowledged)
    }
    return answers
  }

  /** Sends a message and closes the connection without reading the answer, some time after the last byte has left. */
  async cut({ url }: Message, afterMs: number): Promise<void> {
    const get = url.startsWith('https:') ? getSecure : getPlain
    await new Promise<void>((resolve) => {
      const request = get(url, { agent: false }, (response) => response.resume())
      request.once('finish', () => setTimeout(() => request.destroy(), afterMs))
      request.once('error', () => resolve())
      request.once('close', () => resolve())
    })
  }

  shuffle<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items]
    for (let index = shuffled.length - 1; index > 0; index--) {
      const other = this.#below(index + 1)
      const [left, right] = [shuffled[index] as Item, shuffled[other] as Item]
      shuffled[index] = right
      shuffled[other] = left
    }
    return shuffled
  }

  /** A number from 0, the same for the same seed (mulberry32). */
  #below(limit: number): number {
    this.#random = (this.#random + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), this.#random | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

export function answerOf({ error, status, body }: PingbackAttempt): string {
  return error ?? `${status} ${body === '' ? '(empty)' : JSON.stringify(body.slice(0, 60))}`
}

async function inSequence<Item, Result>(
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await task(item))
  return results
}
