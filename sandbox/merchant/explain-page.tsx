/** @jsxImportSource hono/jsx */
import type { Emulator } from '../emulator'
import type { BasePart, Explanation } from '../surgeon/explain'
import { Frame } from './frame'
import { type Columns, Table } from './table'

const partColumns: Columns<BasePart> = [
  { name: 'Parameter', cell: ({ name }) => name },
  { name: 'Adds', cell: ({ text }) => <code>{text}</code> },
]

interface ExplainPageProps {
  emulator: Emulator
  text: string
  explanation: Explanation | null
}

export function ExplainPage({ emulator, text, explanation }: ExplainPageProps) {
  return (
    <Frame title="Signature" current="/merchant/explain" emulator={emulator} isLive={false}>
      <section aria-labelledby="paste" class="panel">
        <h2 id="paste">Take a signature apart</h2>
        <form method="post" action="/merchant/explain">
          <label>
            Address of a payment page, or a pingback as it arrived
            <textarea name="text" rows={5} required spellcheck={false}>
              {text}
            </textarea>
          </label>
          <label>
            Secret to check with
            <input name="secret" type="password" autocomplete="off" />
            <span class="fine">Left empty, the project’s own secret key is used. It is not kept.</span>
          </label>
          <div class="actions">
            <button class="primary" type="submit">
              Explain
            </button>
          </div>
        </form>
      </section>
      {explanation && <Findings explanation={explanation} />}
    </Frame>
  )
}

function Findings({ explanation }: { explanation: Explanation }) {
  const { kind, signVersion, received, expected, fits, parts, causes, notes } = explanation
  return (
    <section aria-labelledby="findings" class="panel">
      <h2 id="findings">
        {kind === 'call' ? 'A call' : 'A pingback'} with a signature of version {signVersion}
      </h2>
      <p class={`notice ${fits ? 'good' : 'bad'}`} role="status">
        {fits ? 'The signature is valid.' : 'The signature is not valid.'}
      </p>
      {causes.length > 0 && (
        <>
          <h3>Likely cause</h3>
          <ul class="reasons">
            {causes.map((cause) => (
              <li>{cause}</li>
            ))}
          </ul>
        </>
      )}
      {notes.map((note) => (
        <p class="fine">{note}</p>
      ))}
      <h3>Base string, part by part</h3>
      <p class="fine">
        The parts follow each other without a separator, and the secret follows the last one.
      </p>
      <Table name="parts of the base string" columns={partColumns} rows={parts} />
      <dl class="facts">
        <dt>Received</dt>
        <dd>
          <code>{received || '(none)'}</code>
        </dd>
        <dt>Expected</dt>
        <dd>
          <code>{expected}</code>
        </dd>
      </dl>
    </section>
  )
}
