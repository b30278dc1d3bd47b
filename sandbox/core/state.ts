import type { IssuerAnswer } from '../brick/cards'
import type { ApiType } from './api-type'
import { type ClockState, realClock } from './clock'
import type { Parameter } from './parameters'
import type { Job } from './scheduler'
import { defaultSettings, type Settings } from './settings'
import type { SignVersion } from './signature'

export type PaymentStatus =
  | 'paid'
  | 'authorised'
  | 'under review'
  | 'declined'
  | 'voided'
  | 'refunded'
  | 'charged back'

export interface Payment {
  ref: string
  api: 'widget' | 'brick'
  uid: string
  goodsId: string | null
  /** How much virtual currency was bought; null for goods. */
  credits: number | null
  /** The products of a cart, in its order; null for what was no cart. */
  cart: string[] | null
  productName: string
  amount: string
  currency: string
  paymentSystem: string
  email: string
  country: string
  isTest: boolean
  period: Period | null
  createdAt: number
  status: PaymentStatus
  refundedAmount: string | null
  subscriptionId: string | null
  parameters: Parameter[]
}

export type PeriodUnit = 'day' | 'week' | 'month' | 'year'

export interface Period {
  length: number
  unit: PeriodUnit
}

export interface Pingback {
  id: string
  ref: string
  type: number
  createdAt: number
  status: 'sending' | 'acknowledged' | 'not retried'
  method: string
  url: string
  headers: Record<string, string>
  baseString: string
  signVersion: SignVersion
  parameters: Parameter[]
  retries: boolean
  attempts: PingbackAttempt[]
}

export interface PingbackAttempt {
  at: number
  durationMs: number
  isAcknowledged: boolean
  status: number | null
  body: string
  result: string | null
  error: string | null
}

export interface CardToken {
  token: string
  kind: 'one-time' | 'permanent'
  status: 'usable' | 'used' | 'deleted'
  expiresAt: number | null
  card: Card
  answer: IssuerAnswer
}

export interface Card {
  type: string
  last4: string
  bin: string
  exp_month: string
  exp_year: string
  country: string
  name: string
}

export interface Charge {
  id: string
  ref: string
  card: Card
  storedToken: string | null
  captures: boolean
  isSecure: boolean
  isHoldExpired: boolean
  reviewAccepts: boolean | null
}

export interface Challenge {
  id: string
  hash: string
  chargeId: string
  token: string
  amount: string
  currency: string
  plan: string | null
  redirectUrl: string | null
  state: 'open' | 'approved' | 'declined'
  secureToken: string
  createdAt: number
}

/** How the bank of 3-D Secure acts for the charges of one plan, whatever the settings say. */
export interface BankRule {
  plan: string
  asks: boolean
  answers: Settings['bankAnswers']
}

export interface Subscription {
  id: string
  api: Payment['api']
  uid: string
  status: 'active' | 'cancelled' | 'failed' | 'ended'
  plan: { goodsId: string | null; name: string; amount: string; currency: string; period: Period }
  trial: { goodsId: string | null; amount: string; period: Period } | null
  isTrial: boolean
  remaining: number | null
  startedAt: number
  dueAt: number
  failedAttempts: number
  failNext: number
  refs: string[]
  parameters: Parameter[]
}

export interface Ticket {
  id: string
  at: number
  type: 1 | 2 | 3 | 5
  ref: string
  message: string
  amount: string | null
  merchantRefundId: string | null
  isDone: boolean
}

export interface DeliveryReport {
  at: number
  ref: string
  orderId: string
  status: string
  type: string
  details: string
}

export interface WidgetSession {
  id: string
  createdAt: number
  apiType: ApiType
  parameters: Parameter[]
  outcome: { kind: 'open' | 'failed' | 'closed' } | { kind: 'paid'; ref: string }
}

export interface RequestRecord {
  id: number
  at: number
  method: string
  path: string
  headers: Record<string, string>
  query: Parameter[]
  body: Parameter[]
  status: number | null
  answer: string
  warnings: string[]
  durationMs: number
}

export interface Fault {
  id: number
  path: string
  method: string | null
  kind: 'hang' | 'reset' | 'status' | 'slow'
  when: 'before' | 'after'
  status: number
  body: string
  seconds: number
  remaining: number | null
}

export interface State {
  format: 1
  lastId: number
  lastRefs: Record<string, number>
  /** How many random values a seeded emulator has given. */
  lastRandom: number
  clock: ClockState
  settings: Settings
  jobs: Job[]
  payments: Payment[]
  pingbacks: Pingback[]
  widgetSessions: WidgetSession[]
  tokens: CardToken[]
  charges: Charge[]
  challenges: Challenge[]
  bankRules: BankRule[]
  deviceReferences: string[]
  subscriptions: Subscription[]
  tickets: Ticket[]
  deliveries: DeliveryReport[]
  requests: RequestRecord[]
  faults: Fault[]
}

export const emptyState = (): State => ({
  format: 1,
  lastId: 0,
  lastRefs: {},
  lastRandom: 0,
  clock: realClock(),
  settings: defaultSettings(),
  jobs: [],
  payments: [],
  pingbacks: [],
  widgetSessions: [],
  tokens: [],
  charges: [],
  challenges: [],
  bankRules: [],
  deviceReferences: [],
  subscriptions: [],
  tickets: [],
  deliveries: [],
  requests: [],
  faults: [],
})
