/** @jsxImportSource hono/jsx */
import type { Pingback, PingbackAttempt } from '../core/state'
import type { Emulator } from '../emulator'
import { Time } from './frame'
import { type Columns, Table } from './table'

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
  const columns: Columns<Pingback> = [
    { name: 'Type', cell: ({ id, type }) => <a href={`/merchant/pingbacks/${id}`}>{typeName(type)}</a> },
    { name: 'Time', cell: ({ createdAt }) => <Time at={createdAt} /> },
    { name: 'State', cell: (pingback) => <PingbackState emulator={emulator} pingback={pingback} /> },
    { name: 'Last answer from the shop', cell: ({ attempts }) => answerOf(attempts.at(-1)) },
    { name: 'Attempts', isNumber: true, cell: ({ attempts }) => attempts.length },
    {
      name: 'Action',
      cell: ({ id }) => (
        <form method="post" action={`/merchant/pingbacks/${id}/resend`}>
          <button type="submit">Resend</button>
        </form>
      ),
    },
  ]
  return <Table name="pingbacks" columns={columns} rows={pingbacks} />
}
