/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx'
import type { Emulator } from '../emulator'
import { Document, SandboxMark } from '../pages/document'

const sections = [
  ['/merchant', 'Payments'],
  ['/merchant/subscriptions', 'Subscriptions'],
  ['/merchant/requests', 'API calls'],
  ['/merchant/reports', 'Tickets and deliveries'],
  ['/merchant/drills', 'Drills'],
  ['/merchant/explain', 'Signature'],
  ['/merchant/settings', 'Settings and clock'],
] as const

export const listed = 100

interface FrameProps {
  title: string
  current: string
  emulator: Emulator
  /** Whether it is drawn again when something has changed; not where somebody reads an answer to what they sent. */
  isLive?: boolean
  children: Child
}

export function Frame({ title, current, emulator, isLive = true, children }: FrameProps) {
  return (
    <Document
      title={`${title} – Paymentwall emulator`}
      bodyClass="merchant"
      scripts={['merchant.js']}
      changes={isLive ? emulator.store.changes : null}
    >
      <header class="banner">
        <SandboxMark />
        <nav aria-label="Merchant area">
          {sections.map(([path, name]) => (
            <a href={path} aria-current={path === current ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        {emulator.siblings.length > 1 && (
          <nav aria-label="Projects">
            {emulator.siblings.map(({ name }) => (
              <a
                href={`/merchant?project=${encodeURIComponent(name)}`}
                aria-current={name === emulator.name ? 'true' : undefined}
              >
                {name}
              </a>
            ))}
          </nav>
        )}
      </header>
      <main>
        <header class="title">
          <h1>{title}</h1>
          <p class="fine">
            Project {emulator.project.key.slice(0, 8)}… · emulated time <Time at={emulator.clock.now()} />
          </p>
        </header>
        {children}
      </main>
    </Document>
  )
}

export function Time({ at }: { at: number | null }) {
  if (at === null) return <span>–</span>
  const iso = new Date(at).toISOString()
  return <time datetime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`}</time>
}

export function ParameterList({ parameters }: { parameters: readonly [string, string][] }) {
  return (
    <dl class="facts">
      {parameters.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value || '(empty)'}</dd>
        </>
      ))}
    </dl>
  )
}
