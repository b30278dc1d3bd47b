/** @jsxImportSource hono/jsx */
import type { DeliveryReport, Ticket } from '../core/state'
import type { Emulator } from '../emulator'
import { findPayment } from '../payments'
import { Time } from './frame'
import { type Column, type Columns, Table } from './table'

const ticketTypes: Record<Ticket['type'], string> = {
  1: 'refund',
  2: 'stop billing',
  3: 'other',
  5: 'partial refund',
}

const ticketColumns: Columns<Ticket> = [
  { name: 'Time', cell: ({ at }) => <Time at={at} /> },
  { name: 'Asks for', cell: ({ type, amount }) => `${ticketTypes[type]} ${amount ?? ''}` },
  { name: 'Message', cell: ({ message }) => message },
  {
    name: 'State',
    cell: ({ isDone }) => <span class={`badge ${isDone ? 'good' : ''}`}>{isDone ? 'done' : 'waiting'}</span>,
  },
]

const deliveryColumns: Columns<DeliveryReport> = [
  { name: 'Time', cell: ({ at }) => <Time at={at} /> },
  { name: 'Status', cell: ({ status }) => status },
  { name: 'Goods', cell: ({ type }) => type },
  { name: 'Order', cell: ({ orderId }) => orderId },
  { name: 'Details', cell: ({ details }) => details },
]

interface ReportsProps<Report> {
  reports: readonly Report[]
  /** Given where they are about several payments, each of which is then named and linked. */
  emulator?: Emulator
}

/** Tickets that the shop has opened. */
export function TicketTable({ reports, emulator }: ReportsProps<Ticket>) {
  const columns: Columns<Ticket> = emulator ? [paymentColumn(emulator), ...ticketColumns] : ticketColumns
  return <Table name="tickets" columns={columns} rows={reports} />
}

/** Deliveries that it has confirmed. */
export function DeliveryTable({ reports, emulator }: ReportsProps<DeliveryReport>) {
  const columns: Columns<DeliveryReport> = emulator
    ? [paymentColumn(emulator), ...deliveryColumns]
    : deliveryColumns
  return <Table name="delivery confirmations" columns={columns} rows={reports} />
}

function paymentColumn<Report extends { ref: string }>(emulator: Emulator): Column<Report> {
  return {
    name: 'Payment',
    cell: ({ ref }) => (findPayment(emulator, ref) ? <a href={`/merchant/payments/${ref}`}>{ref}</a> : ref),
  }
}
