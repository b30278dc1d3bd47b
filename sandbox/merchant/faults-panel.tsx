/** @jsxImportSource hono/jsx */
import type { Emulator } from '../emulator'

const kinds = [
  ['status', 'answers with a status'],
  ['slow', 'answers late'],
  ['hang', 'never answers'],
  ['reset', 'breaks the connection'],
] as const

const paths = [
  '/api/*',
  '/api/brick/token',
  '/api/brick/charge',
  '/api/subscription',
  '/api/rest/payment',
  '/api/delivery',
]

/** Faults that the emulator plays on the shop's calls. */
export function FaultsPanel({ emulator }: { emulator: Emulator }) {
  const { faults } = emulator.state
  return (
    <section aria-labelledby="faults" class="panel cards">
      <h2 id="faults">Faults</h2>
      {faults.length === 0 ? (
        <p>No faults set.</p>
      ) : (
        <ul class="reasons">
          {faults.map(({ path, method, kind, when, status, seconds, remaining }) => (
            <li>
              <code>
                {method ?? 'any method'} {path}
              </code>{' '}
              {kinds.find(([name]) => name === kind)?.[1]}
              {kind === 'status' && ` ${status}`}
              {kind === 'slow' && ` by ${seconds} s`}
              {when === 'after' && ', when the work is done'}
              {remaining !== null && `, ${remaining === 1 ? 'once' : `${remaining} times`} more`}
            </li>
          ))}
        </ul>
      )}
      <form method="post" action="/merchant/faults">
        <label>
          Calls to
          <input name="path" list="fault-paths" value="/api/brick/charge" pattern="/.*" required />
        </label>
        <datalist id="fault-paths">
          {paths.map((path) => (
            <option value={path} />
          ))}
        </datalist>
        <label>
          The emulator
          <select name="kind">
            {kinds.map(([kind, text]) => (
              <option value={kind}>{text}</option>
            ))}
          </select>
        </label>
        <label>
          Status
          <input name="status" type="number" min="200" max="599" value="503" required />
        </label>
        <label>
          Seconds late
          <input name="seconds" type="number" min="1" max="600" value="5" required />
        </label>
        <label>
          How often
          <input name="times" type="number" min="1" value="1" required />
        </label>
        <label class="check">
          <input name="after" type="checkbox" /> Do the work first, then drop the response
        </label>
        <button type="submit">Add fault</button>
      </form>
      <form method="post" action="/merchant/faults/clear">
        <button type="submit" disabled={faults.length === 0}>
          Remove all faults
        </button>
      </form>
    </section>
  )
}
