/** @jsxImportSource hono/jsx */
import type { Pingback, PingbackAttempt } from '../core/state'
import type { Emulator } from '../emulator'
import { Table, Time } from './frame'

export const pingbackTypes: Record<number, string> = {
  0: 'payment made',
  1: 'credit given by support',
  2: 'refund or chargeback',
  12: 'subscription cancelled',
  13: 'subscription ended',
  14: 'subscription payment failed',
  200: 'under risk review',
  201: 'review accepted',
  202: 'review declined',
  203: 'authorisation voided',
  220: 'partial refund',
}

export function typeName(type: number): string {
  return `${type} ${pingbackTypes[type] ?? 'unknown type'}`
}

export function answerOf(attempt: PingbackAttempt | undefined): string {
  if (!attempt) return 'not sent yet'
  return attempt.error ?? `${attempt.status} ${attempt.body.slice(0, 60) || '(empty)'}`
}

export function pingbacksOf(emulator: Emulator, ref: string): Pingback[] {
  return emulator.state.pingbacks.filter((pingback) => pingback.ref === ref)
}

export function PingbackState({ emulator, pingback }: { emulator: Emulator; pingback: Pingback }) {
  if (pingback.status !== 'sending') return <>{pingback.status}</>
  const nextAttemptAt = emulator.pingbacks.nextAttemptAt(pingback)
  if (nextAttemptAt === null) return <>waiting for the shop to answer</>
  return (
    <>
      waiting, next try at <Time at={nextAttemptAt} />
    </>
  )
}

export function PingbackTable({ emulator, pingbacks }: { emulator: Emulator; pingbacks: Pingback[] }) {
  if (pingbacks.length === 0) return <p>None sent.</p>
  return (
    <Table name="pingbacks">
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">Time</th>
          <th scope="col">State</th>
          <th scope="col">Last answer of the shop</th>
          <th scope="col" class="number">
            Attempts
          </th>
          <th scope="col">Action</th>
        </tr>
      </thead>
      <tbody>
        {pingbacks.map((pingback) => (
          <tr>
            <th scope="row">
              <a href={`/merchant/pingbacks/${pingback.id}`}>{typeName(pingback.type)}</a>
            </th>
            <td data-label="Time">
              <Time at={pingback.createdAt} />
            </td>
            <td data-label="State">
              <PingbackState emulator={emulator} pingback={pingback} />
            </td>
            <td data-label="Last answer of the shop">{answerOf(pingback.attempts.at(-1))}</td>
            <td data-label="Attempts" class="number">
              {pingback.attempts.length}
            </td>
            <td data-label="Action">
              <form method="post" action={`/merchant/pingbacks/${pingback.id}/resend`}>
                <button type="submit">Resend</button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
