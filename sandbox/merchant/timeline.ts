import type { Payment, PingbackAttempt } from '../core/state'
import type { Emulator } from '../emulator'
import { isAbout } from '../payments'
import { typeName } from './pingback-parts'

export type Tone = 'good' | 'bad' | 'quiet'

export interface TimelineEvent {
  at: number
  title: string
  detail: string
  tone: Tone
  href: string | null
  durationMs: number | null
  /** It will happen at that time, unless something else does before. */
  isAhead: boolean
}

/** All that has happened about a payment, and what will: calls of the shop, the bank, the charge, every attempt to notify. */
export function timelineOf(emulator: Emulator, payment: Payment): TimelineEvent[] {
  const { charges, challenges, tickets, deliveries } = emulator.state
  const charge = charges.find(({ ref }) => ref === payment.ref)
  const bank = challenges
    .filter(({ chargeId }) => chargeId === charge?.id)
    .map(({ createdAt, state }) =>
      event(createdAt, 'The bank is asked for 3-D Secure', {
        detail: state === 'open' ? 'not answered yet' : state,
        tone: state === 'approved' ? 'good' : state === 'declined' ? 'bad' : 'quiet',
      }),
    )
  const ahead = [
    ['review', 'The review will end'],
    ['hold', 'The hold will expire'],
  ] as const
  const events = [
    ...callsAbout(emulator, payment),
    ...bank,
    event(
      payment.createdAt,
      charge && !charge.captures ? 'The amount is authorised' : 'The payment is made',
      {
        detail: `${payment.amount} ${payment.currency}`,
        tone: 'good',
      },
    ),
    ...attemptsAbout(emulator, payment),
    ...tickets
      .filter(({ ref }) => ref === payment.ref)
      .map(({ at, message, isDone }) =>
        event(at, 'A ticket is opened', { detail: `${message}, ${isDone ? 'done' : 'waiting'}` }),
      ),
    ...deliveries
      .filter(({ ref }) => ref === payment.ref)
      .map(({ at, status, details }) =>
        event(at, 'The shop confirms the delivery', { detail: `${status} ${details}`.trim() }),
      ),
    ...ahead.flatMap(([kind, title]) => {
      const at = charge ? emulator.scheduler.dueAt(kind, charge.id) : null
      return at === null ? [] : [event(at, title, { isAhead: true })]
    }),
  ]
  return events.sort((left, right) => left.at - right.at)
}

function event(at: number, title: string, more: Partial<TimelineEvent> = {}): TimelineEvent {
  return { at, title, detail: '', tone: 'quiet', href: null, durationMs: null, isAhead: false, ...more }
}

function callsAbout({ state }: Emulator, payment: Payment): TimelineEvent[] {
  return state.requests
    .filter((request) => isAbout(request, payment))
    .map(({ id, at, method, path, status, answer, durationMs, warnings }) =>
      event(at, `${method} ${path}`, {
        detail: [
          status ?? 'no answer',
          warnings.length > 0 && `${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`,
          refusalIn(answer),
        ]
          .filter(Boolean)
          .join(', '),
        tone: refusalIn(answer) || (status ?? 500) >= 400 ? 'bad' : 'quiet',
        href: `/merchant/requests/${id}`,
        durationMs,
      }),
    )
}

/** The provider's code and words in a refusal, else nothing. */
export function refusalIn(answer: string): string {
  const [, code, error] = /"type":"Error","code":(\d+),"error":"((?:[^"\\]|\\.)*)"/.exec(answer) ?? []
  return code === undefined ? '' : `${code} ${error}`
}

function attemptsAbout(emulator: Emulator, payment: Payment): TimelineEvent[] {
  return emulator.state.pingbacks
    .filter(({ ref }) => ref === payment.ref)
    .flatMap((pingback) => {
      const href = `/merchant/pingbacks/${pingback.id}`
      const title = `Pingback ${typeName(pingback.type)}`
      const attempts = pingback.attempts.map((attempt) =>
        event(attempt.at, title, {
          detail: answerTo(attempt),
          tone: attempt.isAcknowledged ? 'good' : 'bad',
          href,
          durationMs: attempt.durationMs,
        }),
      )
      const next = emulator.pingbacks.nextAttemptAt(pingback)
      return next === null || pingback.status !== 'sending'
        ? attempts
        : [...attempts, event(next, `${title}, sent again`, { href, isAhead: true })]
    })
}

function answerTo({ error, status, body }: PingbackAttempt): string {
  return error ?? `${status} ${body.slice(0, 200) || '(empty)'}`
}
