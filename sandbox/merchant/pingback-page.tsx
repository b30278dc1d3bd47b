/** @jsxImportSource hono/jsx */
import type { Pingback, PingbackAttempt } from '../core/state'
import type { Emulator } from '../emulator'
import { Frame, Time } from './frame'
import { answerOf, PingbackState, typeName } from './pingback-parts'
import { type Columns, Table } from './table'

const attemptColumns: Columns<PingbackAttempt> = [
  { name: 'Time', cell: ({ at }) => <Time at={at} /> },
  { name: 'Answer', cell: answerOf },
  { name: 'Counts as received', cell: ({ isAcknowledged }) => (isAcknowledged ? 'yes' : 'no') },
  { name: 'Milliseconds', isNumber: true, cell: ({ durationMs }) => durationMs },
]

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
        <Table name="attempts" columns={attemptColumns} rows={pingback.attempts} />
        <form method="post" action={`/merchant/pingbacks/${pingback.id}/resend`}>
          <button type="submit">Send again now</button>
        </form>
      </section>
    </Frame>
  )
}
