/** @jsxImportSource hono/jsx */
import type { Emulator } from '../emulator'
import { Frame, listed } from './frame'
import { DeliveryTable, TicketTable } from './report-tables'

/** What the shop has reported: tickets that it opened, and deliveries that it confirmed. */
export function ReportsPage({ emulator }: { emulator: Emulator }) {
  const tickets = emulator.state.tickets.slice(-listed).reverse()
  const deliveries = emulator.state.deliveries.slice(-listed).reverse()
  return (
    <Frame title="Tickets and deliveries" current="/merchant/reports" emulator={emulator}>
      <section aria-labelledby="tickets" class="panel">
        <h2 id="tickets">Tickets</h2>
        {tickets.length === 0 ? (
          <p>The shop has opened none.</p>
        ) : (
          <TicketTable reports={tickets} emulator={emulator} />
        )}
      </section>
      <section aria-labelledby="deliveries" class="panel">
        <h2 id="deliveries">Delivery confirmations</h2>
        {deliveries.length === 0 ? (
          <p>The shop has sent none.</p>
        ) : (
          <DeliveryTable reports={deliveries} emulator={emulator} />
        )}
      </section>
    </Frame>
  )
}
