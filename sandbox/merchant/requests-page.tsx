/** @jsxImportSource hono/jsx */
import type { Emulator } from '../emulator'
import { Frame, listed, ParameterList, Time } from './frame'

export function RequestsPage({ emulator }: { emulator: Emulator }) {
  const requests = emulator.state.requests.slice(-listed).reverse()
  return (
    <Frame title="API calls" current="/merchant/requests" emulator={emulator}>
      {requests.length === 0 && <p>The shop has not called yet.</p>}
      {requests.map((request) => (
        <details class="call">
          <summary>
            {request.method} {request.path} → {request.status ?? 'no answer'} <Time at={request.at} />
          </summary>
          <ParameterList parameters={[...request.query, ...request.body]} />
          {request.answer && <pre tabindex={0}>{request.answer}</pre>}
        </details>
      ))}
    </Frame>
  )
}
