/** @jsxImportSource hono/jsx */
import { formatMoney } from '../currencies'
import type { Emulator } from '../emulator'
import { Frame, listed, Table, Time } from './frame'
import { answerOf, PingbackState, pingbacksOf } from './pingback-parts'

export function PaymentsPage({ emulator }: { emulator: Emulator }) {
  const payments = emulator.state.payments.slice(-listed).reverse()
  return (
    <Frame title="Payments" current="/merchant" emulator={emulator}>
      {payments.length === 0 ? (
        <p>No payments yet. Buy something in the shop at {emulator.shopUrl}.</p>
      ) : (
        <Table name="payments">
          <thead>
            <tr>
              <th scope="col">Reference</th>
              <th scope="col">Time</th>
              <th scope="col">Product</th>
              <th scope="col">Order</th>
              <th scope="col" class="number">
                Amount
              </th>
              <th scope="col">State</th>
              <th scope="col">Last answer of the shop</th>
            </tr>
          </thead>
          <tbody>
            {payments.map((payment) => {
              const last = pingbacksOf(emulator, payment.ref).at(-1)
              return (
                <tr>
                  <th scope="row">
                    <a href={`/merchant/payments/${payment.ref}`}>{payment.ref}</a>
                  </th>
                  <td>
                    <Time at={payment.createdAt} />
                  </td>
                  <td>{payment.productName}</td>
                  <td>{payment.goodsId}</td>
                  <td class="number">{formatMoney(payment.amount, payment.currency)}</td>
                  <td>{payment.status}</td>
                  <td>
                    {last ? answerOf(last.attempts.at(-1)) : 'no pingback'}
                    {last?.status === 'sending' && (
                      <>
                        {'; '}
                        <PingbackState emulator={emulator} pingback={last} />
                      </>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </Table>
      )}
    </Frame>
  )
}
