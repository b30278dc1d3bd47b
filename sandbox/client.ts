// The package's client for tests: it needs nothing but fetch, and shares no types with the emulator, whose JSON it describes.

export interface Period {
  length: number
  unit: 'day' | 'week' | 'month' | 'year'
}

export interface Payment {
  ref: string
  api: 'widget' | 'brick'
  uid: string
  goodsId: string | null
  /** Virtual currency that was bought; null for goods. */
  credits: number | null
  /** The products of a cart; null for what was none. */
  cart: string[] | null
  productName: string
  amount: string
  currency: string
  status: 'paid' | 'authorised' | 'under review' | 'declined' | 'voided' | 'refunded' | 'charged back'
  refundedAmount: string | null
  subscriptionId: string | null
  isTest: boolean
  createdAt: number
}

export interface Attempt {
  at: number
  durationMs: number
  /** Whether the shop answered status 200 and exactly "OK". */
  isAcknowledged: boolean
  status: number | null
  body: string
  error: string | null
}

export interface Pingback {
  id: string
  ref: string
  type: number
  status: 'sending' | 'acknowledged' | 'not retried'
  url: string
  baseString: string
  attempts: Attempt[]
  nextAttemptAt: number | null
}

export interface Subscription {
  id: string
  uid: string
  status: 'active' | 'cancelled' | 'failed' | 'ended'
  refs: string[]
  dueAt: number
  nextChargeAt: number | null
}

export interface NewPayment {
  uid: string
  /** One of these three: the product or order (null for a card payment that names none), virtual currency, or a cart. */
  goodsId?: string | null
  credits?: number
  cart?: string[]
  /** A decimal in text, for example "9.99". */
  amount: string
  currency: string
  productName?: string
  api?: Payment['api']
  ref?: string
  period?: Period | null
  isTest?: boolean
  /** Parameters of the payment page's call. */
  own?: Record<string, string>
  sendPingback?: boolean
  /** False answers at once; true, the default, when the shop has answered. */
  wait?: boolean
}

export interface NewSubscription {
  uid: string
  goodsId: string
  amount: string
  currency: string
  period: Period
  productName?: string
  trial?: { goodsId: string; amount: string; period: Period } | null
  remaining?: number | null
}

export interface Refund {
  reason?: number
  amount?: string
  merchantRefundId?: string
}

export interface PingbackOrder {
  ref?: string
  type: number
  reason?: number
  extra?: Record<string, string>
  payment?: {
    uid?: string
    goodsId?: string | null
    period?: Period | null
    isTest?: boolean
    api?: Payment['api']
    credits?: number | null
    cart?: string[] | null
  }
  signVersion?: 1 | 2 | 3
  secret?: 'project' | 'brick-test' | 'wrong'
  signature?: 'valid' | 'corrupt' | 'missing' | 'upper-case'
  override?: Record<string, string>
  omit?: string[]
  tamper?: Record<string, string>
  append?: string
  times?: number
  parallel?: number
}

export interface Fault {
  path: string
  kind: 'hang' | 'reset' | 'status' | 'slow'
  when?: 'before' | 'after'
  method?: string | null
  status?: number
  body?: string
  seconds?: number
  times?: number | null
}

export interface RecordedRequest {
  id: number
  method: string
  path: string
  query: [name: string, value: string][]
  body: [name: string, value: string][]
  status: number | null
  answer: string
  warnings: string[]
}

export interface DrillReport {
  listener: string
  at: string
  results: {
    name: string
    expects: string
    outcome: 'passed' | 'failed' | 'not observable'
    findings: string[]
    durationMs: number
  }[]
}

/** A payment's conversation with the shop: its calls, to read, and the pingbacks with their last answers. */
export interface Scenario {
  format: 1
  payment: { ref: string; uid: string; goodsId: string | null; status: string }
  calls: {
    afterMs: number
    method: string
    path: string
    query: [name: string, value: string][]
    body: [name: string, value: string][]
    status: number | null
    answer: string
  }[]
  pingbacks: {
    afterMs: number
    type: number
    method: string
    signVersion: 1 | 2 | 3
    parameters: [name: string, value: string][]
    answer: { status: number | null; body: string } | null
  }[]
}

type ScenarioAnswer = Scenario['pingbacks'][number]['answer']

export interface Replay {
  answers: { type: number; then: ScenarioAnswer; now: ScenarioAnswer; isSame: boolean }[]
  isSame: boolean
}

export interface Explanation {
  kind: 'pingback' | 'call'
  fits: boolean
  received: string
  expected: string
  baseString: string
  parts: { name: string; value: string; text: string }[]
  causes: string[]
  notes: string[]
}

export interface ClientOptions {
  /** Where the emulator is. */
  url?: string
  /** Which of its projects; the first one where it is left out. */
  project?: string
}

/** A call that the emulator refused, with its words. */
export class SandboxError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message)
    this.name = 'SandboxError'
  }
}

/** Drives an emulator from a test, whatever runs it. */
export class PaymentwallSandbox {
  readonly url: string
  readonly #headers: Record<string, string>

  constructor({ url = 'http://localhost:4000', project }: ClientOptions = {}) {
    this.url = url.replace(/\/+$/, '')
    this.#headers = project === undefined ? {} : { 'X-Sandbox-Project': project }
  }

  /** Deletes all payments, subscriptions, calls and settings, and resets the clock. */
  async reset(): Promise<void> {
    await this.call('POST', '/reset')
  }

  settings(): Promise<Record<string, unknown>> {
    return this.call('GET', '/settings')
  }

  set(changes: Record<string, unknown>): Promise<Record<string, unknown>> {
    return this.call('PATCH', '/settings', changes)
  }

  pay(payment: NewPayment): Promise<{ payment: Payment; pingback: Pingback | null }> {
    return this.call('POST', '/payments', payment)
  }

  subscribe(
    subscription: NewSubscription,
  ): Promise<{ subscription: Subscription; payment: Payment; pingback: Pingback }> {
    return this.call('POST', '/subscriptions', subscription)
  }

  payments(): Promise<Payment[]> {
    return this.call('GET', '/payments')
  }

  payment(ref: string): Promise<Payment> {
    return this.call('GET', `/payments/${encodeURIComponent(ref)}`)
  }

  /** Gives a payment back, or a part of it. Reasons 1 to 3 are chargebacks. */
  refund(ref: string, refund: Refund = {}): Promise<{ payment: Payment; pingback: Pingback }> {
    return this.call('POST', `/payments/${encodeURIComponent(ref)}/refund`, refund)
  }

  cancel(subscription: string): Promise<{ subscription: Subscription; pingback: Pingback | null }> {
    return this.call('POST', `/subscriptions/${encodeURIComponent(subscription)}/cancel`)
  }

  /** How many attempts to bill will be refused. */
  failNext(subscription: string, attempts: number): Promise<Subscription> {
    return this.call('PATCH', `/subscriptions/${encodeURIComponent(subscription)}`, { failNext: attempts })
  }

  /** Moves the emulated clock; what is due on the way has happened when it answers. */
  advance(seconds: number): Promise<{ now: number; iso: string }> {
    return this.call('POST', '/clock', { advance: seconds })
  }

  toNextCharge(): Promise<{ now: number; iso: string }> {
    return this.call('POST', '/clock', { to: 'next-charge' })
  }

  pingbacks(ref?: string): Promise<Pingback[]> {
    return this.call('GET', ref === undefined ? '/pingbacks' : `/pingbacks?ref=${encodeURIComponent(ref)}`)
  }

  /** Sends any pingback, right or wrong. */
  send(pingback: PingbackOrder): Promise<{ sent: Pingback[]; answers: Record<string, number> }> {
    return this.call('POST', '/pingbacks', pingback)
  }

  /** Attempts everything that waits, now. */
  retry(ref?: string): Promise<{ sent: Pingback[]; answers: Record<string, number> }> {
    return this.call('POST', '/pingbacks/retry', ref === undefined ? {} : { ref })
  }

  addFault(fault: Fault): Promise<Fault> {
    return this.call('POST', '/faults', fault)
  }

  async clearFaults(): Promise<void> {
    await this.call('DELETE', '/faults')
  }

  /** The API calls that the shop has made. */
  requests(path?: string): Promise<RecordedRequest[]> {
    return this.call('GET', path === undefined ? '/requests' : `/requests?path=${encodeURIComponent(path)}`)
  }

  drill(
    options: { deliveries?: string; orders?: string[]; uid?: string; only?: string[]; seed?: number } = {},
  ): Promise<DrillReport> {
    return this.call('POST', '/drills', options)
  }

  /** A payment's whole conversation with the shop, to be kept in a file. */
  exportScenario(ref: string): Promise<Scenario> {
    return this.call('GET', `/payments/${encodeURIComponent(ref)}/scenario`)
  }

  /** Sends a conversation's pingbacks again and compares the answers. A shop takes a reference that it knows for a repetition. */
  replay(
    scenario: Scenario,
    changes: { ref?: string; uid?: string; goodsId?: string } = {},
  ): Promise<Replay> {
    return this.call('POST', '/scenarios', { scenario, ...changes })
  }

  explain(text: string, secret?: string): Promise<Explanation> {
    return this.call('POST', '/explain', secret === undefined ? { text } : { text, secret })
  }

  /** Any call of the control API. */
  async call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.url}/control${path}`, {
      method,
      headers: { ...this.#headers, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as Answer & { error?: string }
    if (!response.ok) throw new SandboxError(response.status, answer.error ?? `Status ${response.status}`)
    return answer
  }
}
