import { env } from '@/lib/env'

/** What is to know of a refund that goes by a ticket of Paymentwall's Cancellation API. */
export function TicketRemarks() {
  return (
    <div className="max-w-2xl space-y-1 text-muted">
      <p>
        Paymentwall accepts the refund ticket and processes it later, or rejects it. Its pingback completes
        the refund. Brick’s API can only refund in full, so partial refunds always use a ticket.
      </p>
      {env().PAYMENTWALL_MODE !== 'live' && (
        <p>
          With test keys, Paymentwall answers as if it had opened a ticket, but no money moves and no pingback
          arrives.
          {env().PAYMENTWALL_MODE === 'local' && ' The emulator processes it after a minute.'}
        </p>
      )}
    </div>
  )
}
