'use client'

import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { OrderWatch } from '@/app/_components/order-watch'
import { CardPanel } from '@/app/(checkout)/checkout/[order]/card-panel'
import { PayletFrame, type PayletOffer } from '@/app/(checkout)/checkout/[order]/paylet-frame'
import { leaveBank } from '@/lib/charges/actions'
import { brandNames } from '@/lib/checkout/card-input'
import type { CardOffer } from '@/lib/checkout/card-offer'
import type { Catalog } from '@/lib/languages/catalog'

type Method = 'card' | 'paylet'

interface BindingStep {
  order: ReactNode
  button: string
  /** What comes after the button, where the Paylet does. */
  next: string
}

const inProgress: ReadonlySet<string> = new Set(['checking', 'requires_action'])

/**
 * The payment methods, one open at a time. While a card payment is in progress on this page, nothing else is offered; one
 * in progress on another page makes this page follow the order.
 */
export function PaymentMethods({
  words,
  orderId,
  state,
  card,
  paylet,
  binding,
  testCards,
  unpayable,
}: {
  words: Catalog['checkout']['methods']
  orderId: string
  state: string
  card: CardOffer | undefined
  paylet: PayletOffer | undefined
  /** What the order binds to, and the button that says so, where the language asks for both. */
  binding: BindingStep | undefined
  testCards: ReactNode
  /** Shown where no method is offered. */
  unpayable: ReactNode
}) {
  const [open, setOpen] = useState<Method>(card ? 'card' : 'paylet')
  const [payletWanted, setPayletWanted] = useState(!card)
  const [busy, setBusy] = useState(false)
  const [elsewhere, setElsewhere] = useState(false)
  const [leavingBank, setLeavingBank] = useState(false)
  const cardSummary = useRef<HTMLElement>(null)
  const payletSummary = useRef<HTMLElement>(null)
  // Brick's form has no event for the start of a payment, so a form that was touched counts as one that may be paying.
  const touched = useRef(false)

  // A browser may restore the page as it was before the bank's, waiting for an answer that will never come.
  useEffect(() => {
    const returned = (event: PageTransitionEvent) => event.persisted && window.location.reload()
    window.addEventListener('pageshow', returned)
    return () => window.removeEventListener('pageshow', returned)
  }, [])

  function show(method: Method) {
    setOpen(method)
    if (method === 'paylet') setPayletWanted(true)
  }

  function goTo(method: Method) {
    show(method)
    const summary = method === 'card' ? cardSummary : payletSummary
    summary.current?.focus()
  }

  function follow(now: string) {
    const stays = inProgress.has(now) && (busy || touched.current)
    setElsewhere(stays)
    return stays ? 'stay' : 'follow'
  }

  // Closing the bank's window cancels the attempt, so that the order can be paid again immediately. Until it is cancelled
  // another one would be refused, so nothing is pressed meanwhile; the focus then is where it was.
  const afterFault = useCallback(async () => {
    const form = new FormData()
    form.set('order', orderId)
    const focused = document.activeElement
    setLeavingBank(true)
    await leaveBank(form).catch(() => {})
    flushSync(() => setLeavingBank(false))
    if (focused instanceof HTMLElement && document.activeElement === document.body) focused.focus()
  }, [orderId])

  const locked = busy || elsewhere
  return (
    <div data-paying={locked || undefined} className="border-b border-line">
      <OrderWatch orderId={orderId} state={state} isCheckout onState={follow} />
      {card && (
        <PaymentMethod
          title={words.card}
          hint={brandNames.join(', ')}
          summary={cardSummary}
          open={open === 'card'}
          onOpen={() => show('card')}
        >
          {/* biome-ignore lint/a11y/noStaticElementInteractions: only records that the form inside was touched */}
          <div
            inert={leavingBank}
            onPointerDown={() => (touched.current = true)}
            onKeyDown={() => (touched.current = true)}
          >
            <CardPanel
              orderId={orderId}
              offer={card}
              binding={binding?.order}
              onBusy={setBusy}
              onFault={afterFault}
              onOtherMethod={paylet && (() => goTo('paylet'))}
            />
          </div>
          {testCards}
        </PaymentMethod>
      )}
      {!paylet && !card && unpayable}
      {paylet && card && (
        <PaymentMethod
          title={words.other}
          hint={words.otherHint}
          summary={payletSummary}
          open={open === 'paylet'}
          onOpen={() => show('paylet')}
        >
          {locked ? (
            <Notice>{words.inProgress}</Notice>
          ) : (
            payletWanted && <Paylet paylet={paylet} binding={binding} onOtherMethod={() => goTo('card')} />
          )}
        </PaymentMethod>
      )}
      {paylet && !card && <Paylet paylet={paylet} binding={binding} />}
    </div>
  )
}

/** The Paylet, whose buttons are the provider's: where an order has to be made binding by a button, that one comes first. */
function Paylet({
  paylet,
  binding,
  onOtherMethod,
}: {
  paylet: PayletOffer
  binding: BindingStep | undefined
  onOtherMethod?: () => void
}) {
  const [isOrdered, setOrdered] = useState(false)
  if (!binding || isOrdered) {
    return <PayletFrame {...paylet} takesFocus={isOrdered} onOtherMethod={onOtherMethod} />
  }
  return (
    <div className="max-w-md space-y-4">
      {binding.order}
      <Button onClick={() => setOrdered(true)} className="w-full">
        {binding.button}
      </Button>
      <p className="text-sm text-muted">{binding.next}</p>
    </div>
  )
}

function PaymentMethod({
  title,
  hint,
  summary,
  open,
  onOpen,
  children,
}: {
  title: string
  hint: string
  /** The element that opens it. */
  summary: RefObject<HTMLElement | null>
  open: boolean
  onOpen: () => void
  children: ReactNode
}) {
  return (
    <details
      name="payment-method"
      open={open}
      onToggle={(event) => event.currentTarget.open && onOpen()}
      className="group border-t border-line"
    >
      <summary ref={summary} className="flex min-h-14 items-center gap-4 py-3 max-sm:min-h-12 max-sm:py-1.5">
        <span
          aria-hidden="true"
          className="size-5 shrink-0 rounded-full border border-edge bg-card group-open:border-[6px] group-open:border-accent"
        />
        <span className="flex flex-wrap items-baseline gap-x-4">
          <span className="text-lg font-semibold">{title}</span>
          <span className="text-sm text-muted">{hint}</span>
        </span>
      </summary>
      <div className="space-y-6 pt-2 pb-8 max-sm:space-y-4 max-sm:pt-1">{children}</div>
    </details>
  )
}
