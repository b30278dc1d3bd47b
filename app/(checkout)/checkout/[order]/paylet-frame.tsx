'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import { readWidgetMessage } from '@/app/(checkout)/checkout/[order]/widget-message'

/** `quiet`: the frame holds a page that has said nothing of itself. */
type Phase = 'loading' | 'slow' | 'quiet' | 'unreachable' | 'ready' | 'processing' | 'paid'

const silent: ReadonlySet<Phase> = new Set(['loading', 'slow', 'quiet', 'unreachable'])

const slowAfter = 10_000

/** Longer than a widget takes to its first message once its page is there. */
const quietAfter = 3_000

/**
 * The Paylet. What its frame says of itself is taken from the provider's origins only, and never as proof of a payment:
 * that is the pingback's alone. Only such a message says that the widget is there, since a frame fires `load` for an error
 * page too; but a project may send none (widget.md §7), so that a frame without one is asked about and stays in view.
 */
export function PayletFrame({
  src: given,
  origins,
  orderId,
  onOtherWay,
}: {
  src: string
  origins: string[]
  orderId: string
  /** Leads to the card, where one is taken. */
  onOtherWay?: (() => void) | undefined
}) {
  // Kept from the first render: a page rendered anew bears a new timestamp, and would reload the frame while someone pays.
  const [src] = useState(given)
  const [attempt, setAttempt] = useState(0)
  const [phase, setPhase] = useState<Phase>('loading')
  const [loaded, setLoaded] = useState(false)
  const [height, setHeight] = useState(800)
  const place = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)

  useEffect(() => {
    function listen(event: MessageEvent) {
      if (event.source !== frame.current?.contentWindow || !origins.includes(event.origin)) return
      const message = readWidgetMessage(event.data)
      if (!message) return
      if (message.height) setHeight(message.height)
      setPhase((now) => after(message.event, now))
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [origins])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new attempt waits anew
  useEffect(() => {
    const [next, patience] = loaded ? (['quiet', quietAfter] as const) : (['slow', slowAfter] as const)
    const timer = setTimeout(
      () => setPhase((now) => (now === 'loading' || now === 'slow' ? next : now)),
      patience,
    )
    return () => clearTimeout(timer)
  }, [loaded, attempt])

  // What does not answer at all is told at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new attempt asks anew
  useEffect(() => {
    const asking = new AbortController()
    fetch(new URL(src).origin, {
      method: 'HEAD',
      mode: 'no-cors',
      cache: 'no-store',
      signal: asking.signal,
    }).catch(() => {
      if (!asking.signal.aborted) setPhase((now) => (silent.has(now) ? 'unreachable' : now))
    })
    return () => asking.abort()
  }, [src, attempt])

  function retry() {
    setPhase('loading')
    setLoaded(false)
    setAttempt((count) => count + 1)
    place.current?.focus()
  }

  return (
    <div ref={place} tabIndex={-1} className="space-y-4">
      <PhaseNotice phase={phase} orderId={orderId}>
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" onClick={retry}>
            Try again
          </Button>
          {onOtherWay && (
            <Button variant="secondary" onClick={onOtherWay}>
              Pay by card
            </Button>
          )}
        </div>
      </PhaseNotice>
      {phase !== 'unreachable' && (
        <iframe
          key={attempt}
          ref={frame}
          src={src}
          title="Payment by Paymentwall"
          height={height}
          allow="payment"
          onLoad={() => setLoaded(true)}
          className="w-full border border-line bg-card"
        />
      )}
    </div>
  )
}

/** The phase after a message of the widget; any message says that it is there. */
function after(event: string, now: Phase): Phase {
  if (now === 'paid' || event === 'paymentSuccess') return 'paid'
  if (event === 'paymentProcessingStart') return 'processing'
  const isOver = event === 'paymentProcessingEnd' || event === 'widgetLoaded'
  return isOver || silent.has(now) ? 'ready' : now
}

function PhaseNotice({
  phase,
  orderId,
  children,
}: {
  phase: Phase
  orderId: string
  /** What can be done when the widget does not come. */
  children: ReactNode
}) {
  switch (phase) {
    case 'loading':
      return <Notice>The payment page is loading…</Notice>
    case 'slow':
      return (
        <Notice kind="caution" title="The payment page is taking longer than usual">
          <p>Nothing was charged, and your order is kept. Wait a little longer, or:</p>
          {children}
        </Notice>
      )
    case 'quiet':
      return (
        <Notice title="Is the payment page empty, or does it show an error?">
          <p>Then nothing was charged, and your order is kept. Try again, or pay in another way.</p>
          {children}
        </Notice>
      )
    case 'unreachable':
      return (
        <Notice kind="critical" title="The payment page can’t be reached">
          <p>Nothing was charged, and your order is kept. Check your connection and try again.</p>
          {children}
        </Notice>
      )
    case 'processing':
      return <Notice>Your payment is being processed. Please keep this page open.</Notice>
    case 'paid':
      return (
        <Notice kind="positive" title="Paymentwall has taken your payment">
          <p>
            It is being handed over to us; your goods follow within moments on{' '}
            <PageLink href={`/orders/${orderId}`} className="link">
              the page of your order
            </PageLink>
            .
          </p>
        </Notice>
      )
    case 'ready':
      return null
  }
}
