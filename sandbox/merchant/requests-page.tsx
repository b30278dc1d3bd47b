/** @jsxImportSource hono/jsx */
import type { RequestRecord } from '../core/state'
import type { Emulator } from '../emulator'
import { Frame, listed, ParameterList, Time } from './frame'
import { type Columns, Table } from './table'

const columns: Columns<RequestRecord> = [
  { name: 'Call', cell: (request) => <a href={`/merchant/requests/${request.id}`}>{nameOf(request)}</a> },
  { name: 'Time', cell: ({ at }) => <Time at={at} /> },
  { name: 'Answer', cell: ({ status }) => status ?? 'no answer' },
  { name: 'Warnings', cell: ({ warnings }) => warnings.length || 'none' },
]

export function RequestsPage({ emulator }: { emulator: Emulator }) {
  const requests = emulator.state.requests.slice(-listed).reverse()
  return (
    <Frame title="API calls" current="/merchant/requests" emulator={emulator}>
      {requests.length === 0 ? (
        <p>The shop has not called yet.</p>
      ) : (
        <Table name="API calls" columns={columns} rows={requests} />
      )}
    </Frame>
  )
}

const nameOf = ({ method, path }: RequestRecord) => `${method} ${path}`

export function RequestPage({ emulator, request }: { emulator: Emulator; request: RequestRecord }) {
  return (
    <Frame title={nameOf(request)} current="" emulator={emulator}>
      <dl class="facts">
        <dt>Time</dt>
        <dd>
          <Time at={request.at} />
        </dd>
        <dt>Status</dt>
        <dd>{request.status ?? 'no answer'}</dd>
      </dl>
      <section aria-labelledby="warnings" class="panel">
        <h2 id="warnings">Warnings</h2>
        {request.warnings.length === 0 ? (
          <p>None.</p>
        ) : (
          <ul class="notice reasons">
            {request.warnings.map((warning) => (
              <li>{warning}</li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="sent" class="panel">
        <h2 id="sent">What the shop sent</h2>
        <ParameterList parameters={[...request.query, ...request.body]} />
        <ParameterList parameters={Object.entries(request.headers)} />
      </section>
      {request.answer && (
        <section aria-labelledby="answer" class="panel">
          <h2 id="answer">Answer</h2>
          <pre tabindex={0}>{request.answer}</pre>
        </section>
      )}
    </Frame>
  )
}
