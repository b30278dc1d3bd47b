/** @jsxImportSource hono/jsx */
import type { Subscription } from '../core/state'
import { formatMoney } from '../currencies'
import type { Emulator } from '../emulator'
import { nextChargeAt } from '../subscriptions/engine'
import { everyPeriod, lastingPeriod } from '../subscriptions/period-words'
import { Frame, listed, Time } from './frame'

export function SubscriptionsPage({ emulator }: { emulator: Emulator }) {
  const subscriptions = emulator.state.subscriptions.slice(-listed).reverse()
  return (
    <Frame title="Subscriptions" current="/merchant/subscriptions" emulator={emulator}>
      {subscriptions.length === 0 ? (
        <p>No subscriptions yet. Buy a membership in the shop at {emulator.shopUrl}.</p>
      ) : (
        <>
          <form method="post" action="/merchant/clock" class="actions" aria-label="Clock">
            <input type="hidden" name="from" value="subscriptions" />
            <button type="submit" name="to" value="next-charge">
              To the next charge
            </button>
            <button type="submit" name="advance" value="86400">
              1 day forward
            </button>
          </form>
          {subscriptions.map((subscription) => (
            <SubscriptionPanel emulator={emulator} subscription={subscription} />
          ))}
        </>
      )}
    </Frame>
  )
}

function SubscriptionPanel({ emulator, subscription }: { emulator: Emulator; subscription: Subscription }) {
  const { id, plan, trial, refs } = subscription
  const tickets = emulator.state.tickets.filter(({ ref, type }) => type === 2 && refs.includes(ref))
  return (
    <section id={id} class="panel" aria-labelledby={`name-${id}`}>
      <h2 id={`name-${id}`}>
        {plan.name} <small>{id}</small>
      </h2>
      <dl class="facts">
        <dt>State</dt>
        <dd>{stateWords(subscription)}</dd>
        <dt>Price</dt>
        <dd>
          {trial &&
            `${formatMoney(trial.amount, plan.currency)} for the first ${lastingPeriod(trial.period)}, then `}
          {formatMoney(plan.amount, plan.currency)} {everyPeriod(plan.period)}
        </dd>
        <dt>Paid until</dt>
        <dd>
          <Time at={subscription.dueAt} />
        </dd>
        <dt>Next attempt</dt>
        <dd>
          <Time at={nextChargeAt(emulator, subscription)} />
        </dd>
        <dt>Payments</dt>
        <dd class="list">
          {refs.map((ref) => (
            <a href={`/merchant/payments/${ref}`}>{ref}</a>
          ))}
        </dd>
        <dt>User</dt>
        <dd>{subscription.uid}</dd>
        {tickets.map((ticket) => (
          <>
            <dt>Ticket</dt>
            <dd>
              stop billing, {ticket.isDone ? 'done' : 'waiting'}: {ticket.message}
            </dd>
          </>
        ))}
      </dl>
      {subscription.status === 'active' && (
        <form method="post" action={`/merchant/subscriptions/${id}`} class="actions">
          <button class="primary" type="submit" name="do" value="to-charge">
            To its next charge
          </button>
          <button type="submit" name="do" value="period">
            1 period forward
          </button>
          <button type="submit" name="do" value="fail-once">
            Fail once
          </button>
          <button type="submit" name="do" value="fail">
            Fail for good
          </button>
          <button type="submit" name="do" value="last">
            Last period
          </button>
          <button type="submit" name="do" value="cancel">
            Cancel
          </button>
        </form>
      )}
    </section>
  )
}

function stateWords({ status, isTrial, failedAttempts, failNext, remaining }: Subscription): string {
  if (status !== 'active') return status
  return [
    isTrial ? 'active, on trial' : 'active',
    failedAttempts > 0 && `${failedAttempts} failed ${failedAttempts === 1 ? 'attempt' : 'attempts'}`,
    failNext > 0 && `the next ${failNext === 1 ? 'attempt' : `${failNext} attempts`} will fail`,
    remaining === 0 && 'the last period',
  ]
    .filter(Boolean)
    .join('; ')
}
