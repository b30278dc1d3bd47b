/** @jsxImportSource hono/jsx */
import type { PaymentStatus } from '../core/state'
import type { Tone } from './timeline'

const tones: Record<PaymentStatus, Tone> = {
  paid: 'good',
  authorised: 'quiet',
  'under review': 'quiet',
  declined: 'bad',
  voided: 'quiet',
  refunded: 'bad',
  'charged back': 'bad',
}

export function StatusBadge({ status }: { status: PaymentStatus }) {
  return <span class={`badge ${tones[status]}`}>{status}</span>
}
