/** @jsxImportSource hono/jsx */
import { raw } from 'hono/html'
import { Document, SandboxMark } from '../pages/document'
import type { Refusal } from './call'

// The title is a sentence of ours; clients look for its apostrophe as it is.
export function RefusalPage({ refusal }: { refusal: Refusal }) {
  const { signature } = refusal
  return (
    <Document title="Not available" scripts={['widget.js']} bodyClass="widget">
      <main>
        <SandboxMark />
        <h1>{raw(refusal.title)}</h1>
        <ul class="reasons">
          {refusal.reasons.map((reason) => (
            <li>{reason}</li>
          ))}
        </ul>
        {signature && (
          <details open>
            <summary>What was signed</summary>
            <p>
              The digest of this base string, with the project’s secret key appended, must be sent as{' '}
              <code>sign</code>.
            </p>
            <pre tabindex={0}>{signature.baseString}</pre>
            <dl class="facts">
              <dt>sign_version</dt>
              <dd>{signature.version || 'not sent, so 1'}</dd>
              <dt>sign as received</dt>
              <dd>{signature.received || 'not sent'}</dd>
            </dl>
          </details>
        )}
      </main>
    </Document>
  )
}
