'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { PageLink } from '@/app/_components/page-link'
import { readWidgetMessage } from '@/app/(checkout)/checkout/[order]/widget-message'

type Phase = 'loading' | 'ready' | 'slow' | 'unreachable' | 'processing' | 'paid'

const slowAfter = 10_000

/**
 * The Paylet. What its frame says of itself is taken from the provider's origins only, and never as proof of a payment:
 * that is the pingback's alone.
 */
export function PayletFrame({
  src: given,
  origins,
  orderId,
}: {
  src: string
  origins: string[]
  orderId: string
}) {
  // Kept from the first render: a page rendered anew bears a new timestamp, and would reload the frame while someone pays.
  const [src] = useState(given)
  const [attempt, setAttempt] = useState(0)
  const [phase, setPhase] = useState<Phase>('loading')
  const [height, setHeight] = useState(800)
  const frame = useRef<HTMLIFrameElement>(null)

  useEffect(() => {
    function listen(event: MessageEvent) {
      if (event.source !== frame.current?.contentWindow || !origins.includes(event.origin)) return
      const message = readWidgetMessage(event.data)
      if (message?.height) setHeight(message.height)
      if (message?.event === 'widgetLoaded') setPhase('ready')
      if (message?.event === 'paymentProcessingStart') setPhase('processing')
      if (message?.event === 'paymentProcessingEnd') setPhase('ready')
      if (message?.event === 'paymentSuccess') setPhase('paid')
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [origins])

  // A frame that fails to load still fires `load`, with the browser's own error page in it; so the host is asked as well.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new attempt asks anew
  useEffect(() => {
    const asking = new AbortController()
    const timer = setTimeout(() => setPhase((now) => (now === 'loading' ? 'slow' : now)), slowAfter)
    fetch(new URL(src).origin, {
      method: 'HEAD',
      mode: 'no-cors',
      cache: 'no-store',
      signal: asking.signal,
    }).catch(() => {
      if (!asking.signal.aborted) setPhase('unreachable')
    })
    return () => {
      asking.abort()
      clearTimeout(timer)
    }
  }, [src, attempt])

  function retry() {
    setPhase('loading')
    setAttempt((count) => count + 1)
  }

  return (
    <div className="space-y-4">
      <PhaseNotice phase={phase} orderId={orderId} onRetry={retry} />
      {phase !== 'unreachable' && (
        <iframe
          key={attempt}
          ref={frame}
          src={src}
          title="Payment by Paymentwall"
          height={height}
          allow="payment"
          onLoad={() => setPhase((now) => (now === 'loading' || now === 'slow' ? 'ready' : now))}
          className="w-full border border-line bg-card"
        />
      )}
    </div>
  )
}

function PhaseNotice({ phase, orderId, onRetry }: { phase: Phase; orderId: string; onRetry: () => void }) {
  switch (phase) {
    case 'loading':
      return <Notice>The payment page is loading…</Notice>
    case 'slow':
      return (
        <Notice kind="caution">
          The payment page takes longer than usual. Your order is kept while you wait.
        </Notice>
      )
    case 'unreachable':
      return (
        <Notice kind="critical" title="The payment page can’t be reached">
          <p>Nothing was charged, and your order is kept. Check your connection and try again.</p>
          <Button variant="secondary" onClick={onRetry}>
            Try again
          </Button>
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
