import { env } from '@/lib/env'

/** What is to know of a refund that goes by a ticket of Paymentwall's Cancellation API. */
export function TicketRemarks() {
  return (
    <div className="max-w-2xl space-y-1 text-muted">
      <p>
        Paymentwall takes a ticket on and carries it out later, or says no; its notice closes this act.
        Brick’s own API refunds a charge in full alone, so a part always goes by a ticket.
      </p>
      {env().PAYMENTWALL_MODE !== 'live' && (
        <p>
          With test keys Paymentwall opens no ticket: it answers as if it had, no money moves, and no notice
          comes.
          {env().PAYMENTWALL_MODE === 'local' && ' The emulator carries it out after a minute.'}
        </p>
      )}
    </div>
  )
}
