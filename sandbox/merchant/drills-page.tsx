/** @jsxImportSource hono/jsx */
import { drills } from '../drills/drills'
import { type DrillRun, isRunning } from '../drills/of-project'
import { countOutcomes, type DrillResult } from '../drills/report'
import type { Emulator } from '../emulator'
import { Frame } from './frame'

interface DrillsPageProps {
  emulator: Emulator
  run: DrillRun | undefined
  fault: string | null
}

export function DrillsPage({ emulator, run, fault }: DrillsPageProps) {
  const listener = emulator.state.settings.pingbackUrl ?? emulator.pingbackUrl
  const running = isRunning(run)
  const saved = `/control/drills?project=${emulator.name}&format=`
  return (
    <Frame title="Drills" current="/merchant/drills" emulator={emulator}>
      <p>
        Each drill does to the listener at <code>{listener}</code> what the network, a retry or a stranger may
        do to it, and says whether it did the right thing.
      </p>
      {(fault ?? run?.fault) && (
        <p class="notice bad" role="alert">
          {fault ?? run?.fault}
        </p>
      )}
      {run && (
        <section aria-labelledby="results" class="panel">
          <h2 id="results">Results</h2>
          <p role="status">
            {run.report
              ? countOutcomes(run.report)
              : running
                ? `${run.results.length} done, the next one runs …`
                : 'Stopped before the end.'}
          </p>
          <ul class="drills">
            {run.results.map((result) => (
              <Result result={result} />
            ))}
          </ul>
          {run.report && (
            <p class="list">
              <a href={`${saved}table`}>as a table</a>
              <a href={`${saved}json`}>as JSON</a>
              <a href={`${saved}junit`}>as JUnit</a>
            </p>
          )}
        </section>
      )}
      <section aria-labelledby="start" class="panel">
        <h2 id="start">Run the drills</h2>
        <form method="post" action="/merchant/drills">
          <label>
            Address that counts deliveries, if there is one
            <input name="deliveries" type="url" placeholder="http://localhost:8000/deliveries" />
            <span class="fine">
              It answers {'{"count": n}'} for ?order=ID. Without it, what was delivered is not observable.
            </span>
          </label>
          <label>
            Orders that the shop knows, one per line
            <textarea name="orders" rows={3} />
            <span class="fine">For a listener that refuses orders it has never seen. Each is used once.</span>
          </label>
          <label>
            User of these orders
            <input name="uid" value="drill-user" required />
          </label>
          <div class="actions">
            <button class="primary" type="submit" disabled={running}>
              Run all drills
            </button>
          </div>
        </form>
        <details>
          <summary>What a correct listener does</summary>
          <dl class="facts">
            {drills.map(({ name, expects }) => (
              <>
                <dt>{name}</dt>
                <dd>{expects}</dd>
              </>
            ))}
          </dl>
        </details>
      </section>
    </Frame>
  )
}

const tones = { passed: 'good', failed: 'bad', 'not observable': 'quiet' } as const

function Result({ result: { name, outcome, expects, findings } }: { result: DrillResult }) {
  return (
    <li>
      <p>
        <strong>{name}</strong> <span class={`badge ${tones[outcome]}`}>{outcome}</span>
      </p>
      <p class="fine">{expects}</p>
      {findings.length > 0 && (
        <ul class="reasons">
          {findings.map((finding) => (
            <li>{finding}</li>
          ))}
        </ul>
      )}
    </li>
  )
}
