/** @jsxImportSource hono/jsx */
import type { Subscription } from '../core/state'
import { formatMoney } from '../currencies'
import type { Emulator } from '../emulator'
import { nextChargeAt } from '../subscriptions/engine'
import { periodWords } from '../subscriptions/period-words'
import { Frame, listed, Table, Time } from './frame'

export function SubscriptionsPage({ emulator }: { emulator: Emulator }) {
  const subscriptions = emulator.state.subscriptions.slice(-listed).reverse()
  return (
    <Frame title="Subscriptions" current="/merchant/subscriptions" emulator={emulator}>
      {subscriptions.length === 0 ? (
        <p>No subscriptions yet. Buy a membership in the shop at {emulator.shopUrl}.</p>
      ) : (
        <>
          <form method="post" action="/merchant/clock">
            <div class="actions">
              <button type="submit" name="to" value="next-charge">
                Move the clock to the next charge
              </button>
            </div>
          </form>
          <Table name="subscriptions">
            <thead>
              <tr>
                <th scope="col">Subscription</th>
                <th scope="col">User</th>
                <th scope="col">Plan</th>
                <th scope="col">State</th>
                <th scope="col">Next attempt</th>
                <th scope="col">Paid until</th>
                <th scope="col">Payments</th>
                <th scope="col">Action</th>
              </tr>
            </thead>
            <tbody>
              {subscriptions.map((subscription) => (
                <SubscriptionRow emulator={emulator} subscription={subscription} />
              ))}
            </tbody>
          </Table>
        </>
      )}
    </Frame>
  )
}

function SubscriptionRow({ emulator, subscription }: { emulator: Emulator; subscription: Subscription }) {
  const { id, plan, refs, failNext } = subscription
  return (
    <tr id={id}>
      <th scope="row">{id}</th>
      <td>{subscription.uid}</td>
      <td>
        {plan.name}, {formatMoney(plan.amount, plan.currency)} every {periodWords(plan.period)}
      </td>
      <td>
        {subscription.isTrial ? 'trial, ' : ''}
        {subscription.status}
        {failNext > 0 ? `; the next ${failNext === 1 ? 'attempt' : `${failNext} attempts`} will fail` : ''}
      </td>
      <td>
        <Time at={nextChargeAt(emulator, subscription)} />
      </td>
      <td>
        <Time at={subscription.dueAt} />
      </td>
      <td>
        <a href={`/merchant/payments/${refs.at(-1)}`}>{refs.length}</a>
      </td>
      <td>
        {subscription.status === 'active' && (
          <form method="post" action={`/merchant/subscriptions/${id}`} class="actions">
            <button type="submit" name="do" value="cancel">
              Cancel
            </button>
            <button type="submit" name="do" value="fail-once">
              Fail once
            </button>
            <button type="submit" name="do" value="fail">
              Fail for good
            </button>
          </form>
        )}
      </td>
    </tr>
  )
}
