/** @jsxImportSource hono/jsx */
import type { Pingback } from '../core/state'
import type { Emulator } from '../emulator'
import { Frame, Table, Time } from './frame'
import { answerOf, PingbackState, typeName } from './pingback-parts'

export function PingbackPage({ emulator, pingback }: { emulator: Emulator; pingback: Pingback }) {
  return (
    <Frame title={`Pingback ${typeName(pingback.type)}`} current="" emulator={emulator}>
      <p>
        About payment <a href={`/merchant/payments/${pingback.ref}`}>{pingback.ref}</a>, signature version{' '}
        {pingback.signVersion}, <PingbackState emulator={emulator} pingback={pingback} />.
      </p>
      <section aria-labelledby="base-string" class="panel">
        <h2 id="base-string">Base string, without the secret</h2>
        <pre tabindex={0}>{pingback.baseString}</pre>
      </section>
      <section aria-labelledby="address" class="panel">
        <h2 id="address">Address called</h2>
        <pre tabindex={0}>{pingback.url}</pre>
        <form method="post" action="/merchant/explain">
          <input type="hidden" name="text" value={pingback.url} />
          <div class="actions">
            <button type="submit">Take the signature apart</button>
          </div>
        </form>
      </section>
      <section aria-labelledby="attempts" class="panel">
        <h2 id="attempts">Attempts</h2>
        <Table name="attempts">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Answer</th>
              <th scope="col">Counts as received</th>
              <th scope="col" class="number">
                Milliseconds
              </th>
            </tr>
          </thead>
          <tbody>
            {pingback.attempts.map((attempt) => (
              <tr>
                <td data-label="Time">
                  <Time at={attempt.at} />
                </td>
                <td data-label="Answer">{answerOf(attempt)}</td>
                <td data-label="Counts as received">{attempt.isAcknowledged ? 'yes' : 'no'}</td>
                <td data-label="Milliseconds" class="number">
                  {attempt.durationMs}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
        <form method="post" action={`/merchant/pingbacks/${pingback.id}/resend`}>
          <button type="submit">Send again now</button>
        </form>
      </section>
    </Frame>
  )
}
