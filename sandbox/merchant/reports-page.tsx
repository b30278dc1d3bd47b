/** @jsxImportSource hono/jsx */
import type { Emulator } from '../emulator'
import { findPayment } from '../payments'
import { Frame, listed, Table, Time } from './frame'
import { ticketTypes } from './payment-page'

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
          <Table name="tickets">
            <thead>
              <tr>
                <th scope="col">Payment</th>
                <th scope="col">Time</th>
                <th scope="col">Asks for</th>
                <th scope="col">Message</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {tickets.map(({ ref, at, type, message, amount, isDone }) => (
                <tr>
                  <th scope="row">
                    <PaymentLink emulator={emulator} reference={ref} />
                  </th>
                  <td data-label="Time">
                    <Time at={at} />
                  </td>
                  <td data-label="Asks for">
                    {ticketTypes[type]} {amount}
                  </td>
                  <td data-label="Message">{message}</td>
                  <td data-label="State">
                    <span class={`badge ${isDone ? 'good' : ''}`}>{isDone ? 'done' : 'waiting'}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </section>
      <section aria-labelledby="deliveries" class="panel">
        <h2 id="deliveries">Delivery confirmations</h2>
        {deliveries.length === 0 ? (
          <p>The shop has sent none.</p>
        ) : (
          <Table name="delivery confirmations">
            <thead>
              <tr>
                <th scope="col">Payment</th>
                <th scope="col">Time</th>
                <th scope="col">Order</th>
                <th scope="col">Goods</th>
                <th scope="col">Status</th>
                <th scope="col">Details</th>
              </tr>
            </thead>
            <tbody>
              {deliveries.map(({ ref, at, orderId, type, status, details }) => (
                <tr>
                  <th scope="row">
                    <PaymentLink emulator={emulator} reference={ref} />
                  </th>
                  <td data-label="Time">
                    <Time at={at} />
                  </td>
                  <td data-label="Order">{orderId}</td>
                  <td data-label="Goods">{type}</td>
                  <td data-label="Status">{status}</td>
                  <td data-label="Details">{details}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </section>
    </Frame>
  )
}

function PaymentLink({ emulator, reference }: { emulator: Emulator; reference: string }) {
  if (!findPayment(emulator, reference)) return <>{reference}</>
  return <a href={`/merchant/payments/${reference}`}>{reference}</a>
}
