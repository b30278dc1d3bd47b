'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { readWidgetMessage } from '@/app/(checkout)/checkout/[order]/widget-message'
import type { Catalog } from '@/lib/languages/catalog'

/** What the Paylet is shown by. */
export interface PayletOffer {
  words: Catalog['checkout']['paylet']
  src: string
  origins: string[]
  /** Shown once the provider says that it was paid. */
  paid: ReactNode
}

/** `quiet`: the frame has loaded a page that has sent no message. */
type Phase = 'loading' | 'slow' | 'quiet' | 'unreachable' | 'ready' | 'processing' | 'paid'

const silent: ReadonlySet<Phase> = new Set(['loading', 'slow', 'quiet', 'unreachable'])

const slowAfter = 10_000

/** Longer than a widget takes to send its first message once its page has loaded. */
const quietAfter = 3_000

/**
 * The Paylet. Messages of its frame are accepted from the provider's origins only, and never as proof of a payment: only a
 * pingback is. Only a message shows that the widget has loaded, since a frame fires `load` for an error page too; but a
 * project may send none (widget.md §7), so a frame without one stays in view, with a question to the buyer.
 */
export function PayletFrame({
  words,
  src: given,
  origins,
  paid,
  takesFocus = false,
  onOtherMethod,
}: PayletOffer & {
  /** Whether the button that was pressed to show it has disappeared. */
  takesFocus?: boolean
  /** Opens the card form, where there is one. */
  onOtherMethod?: (() => void) | undefined
}) {
  // Kept from the first render: each render of the page signs a new timestamp, which would reload the frame during a payment.
  const [src] = useState(given)
  const [attempt, setAttempt] = useState(0)
  const [phase, setPhase] = useState<Phase>('loading')
  const [loaded, setLoaded] = useState(false)
  const [height, setHeight] = useState(800)
  const container = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLIFrameElement>(null)

  useEffect(() => {
    if (takesFocus) container.current?.focus()
  }, [takesFocus])

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

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt waits again
  useEffect(() => {
    const [next, delay] = loaded ? (['quiet', quietAfter] as const) : (['slow', slowAfter] as const)
    const timer = setTimeout(
      () => setPhase((now) => (now === 'loading' || now === 'slow' ? next : now)),
      delay,
    )
    return () => clearTimeout(timer)
  }, [loaded, attempt])

  // An unreachable host is reported immediately.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks again
  useEffect(() => {
    const probe = new AbortController()
    fetch(new URL(src).origin, {
      method: 'HEAD',
      mode: 'no-cors',
      cache: 'no-store',
      signal: probe.signal,
    }).catch(() => {
      if (!probe.signal.aborted) setPhase((now) => (silent.has(now) ? 'unreachable' : now))
    })
    return () => probe.abort()
  }, [src, attempt])

  function retry() {
    setPhase('loading')
    setLoaded(false)
    setAttempt((count) => count + 1)
    container.current?.focus()
  }

  return (
    <div ref={container} tabIndex={-1} className="space-y-4">
      <PhaseNotice words={words} phase={phase} paid={paid}>
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" onClick={retry}>
            {words.again}
          </Button>
          {onOtherMethod && (
            <Button variant="secondary" onClick={onOtherMethod}>
              {words.byCard}
            </Button>
          )}
        </div>
      </PhaseNotice>
      {phase !== 'unreachable' && (
        <div className="relative">
          {/* Over the frame: one that moves when the notice goes takes the buyer's first click from its button. */}
          {phase === 'loading' && (
            <div className="pointer-events-none absolute inset-x-0 top-0">
              <Notice>{words.loading}</Notice>
            </div>
          )}
          <iframe
            key={attempt}
            ref={frame}
            src={src}
            title={words.frame}
            height={height}
            allow="payment"
            onLoad={() => setLoaded(true)}
            className="w-full border border-line bg-card"
          />
        </div>
      )}
    </div>
  )
}

/** The phase after a message of the widget; any message means that it has loaded. */
function after(event: string, now: Phase): Phase {
  if (now === 'paid' || event === 'paymentSuccess') return 'paid'
  if (event === 'paymentProcessingStart') return 'processing'
  const isOver = event === 'paymentProcessingEnd' || event === 'widgetLoaded'
  return isOver || silent.has(now) ? 'ready' : now
}

function PhaseNotice({
  words,
  phase,
  paid,
  children,
}: Pick<PayletOffer, 'words' | 'paid'> & {
  phase: Phase
  /** What the buyer can do when the widget does not load. */
  children: ReactNode
}) {
  switch (phase) {
    case 'slow':
      return (
        <Notice kind="caution" title={words.slow.title}>
          <p>{words.slow.text}</p>
          {children}
        </Notice>
      )
    case 'quiet':
      return (
        <Notice title={words.quiet.title}>
          <p>{words.quiet.text}</p>
          {children}
        </Notice>
      )
    case 'unreachable':
      return (
        <Notice kind="critical" title={words.unreachable.title}>
          <p>{words.unreachable.text}</p>
          {children}
        </Notice>
      )
    case 'processing':
      return <Notice>{words.processing}</Notice>
    case 'paid':
      return paid
    case 'loading':
    case 'ready':
      return null
  }
}
