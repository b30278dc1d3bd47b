'use client'

import { useState } from 'react'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { signInWords } from '@/app/_components/sign-in-words'
import { takeFocus } from '@/app/_components/take-focus'
import { useBrickScript } from '@/app/(checkout)/checkout/[order]/brick-script'
import { CustomCardForm } from '@/app/(checkout)/checkout/[order]/custom-card-form'
import { DefaultCardForm } from '@/app/(checkout)/checkout/[order]/default-card-form'
import { nextPage, postCharge, problemIn } from '@/app/(checkout)/checkout/[order]/post-charge'
import { SaveCardBox, useSaveCardChoice } from '@/app/(checkout)/checkout/[order]/save-card-box'
import type { CardOffer } from '@/lib/checkout/card-offer'

interface Props {
  orderId: string
  offer: CardOffer
  onBusy: (busy: boolean) => void
  onFault: () => void
  /** Leads to the Paylet, where it is offered. */
  onOtherMethod: (() => void) | undefined
}

/** Paying by card: the saved cards, and the form for a new one. */
export function CardPanel({ orderId, offer, onBusy, onFault, onOtherMethod }: Props) {
  const [chosen, setChosen] = useState(offer.savedCards[0]?.id)
  const chosenCard = offer.savedCards.find((card) => card.id === chosen)

  return (
    <div className="space-y-6">
      {offer.savedCards.length > 0 && (
        <fieldset className="space-y-1">
          <legend className="mb-2 font-medium">Which card?</legend>
          {[...offer.savedCards, { id: undefined, title: 'Another card' }].map(({ id, title }) => (
            <label key={id ?? 'another'} className="flex min-h-11 items-center gap-3">
              <input
                type="radio"
                name="which-card"
                checked={chosen === id}
                onChange={() => setChosen(id)}
                className="size-5 shrink-0 accent-accent"
              />
              {title}
            </label>
          ))}
        </fieldset>
      )}
      {chosenCard ? (
        <PaySaved
          key={chosenCard.id}
          orderId={orderId}
          card={chosenCard}
          button={offer.button}
          onBusy={onBusy}
        />
      ) : (
        <NewCard
          orderId={orderId}
          offer={offer}
          onBusy={onBusy}
          onFault={onFault}
          onOtherMethod={onOtherMethod}
        />
      )}
    </div>
  )
}

function NewCard({ orderId, offer, onBusy, onFault, onOtherMethod }: Props) {
  const { state, retry } = useBrickScript(offer.scriptUrl)
  const choice = useSaveCardChoice(orderId)
  if (state === 'failed') {
    return (
      <Notice kind="critical" title="The card form couldn’t be loaded">
        <p>
          Paymentwall’s script could not be reached. A content blocker may be the cause. You have not been
          charged.
        </p>
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" onClick={retry}>
            Try again
          </Button>
          {onOtherMethod && (
            <Button variant="secondary" onClick={onOtherMethod}>
              Use another payment method
            </Button>
          )}
        </div>
      </Notice>
    )
  }
  return (
    <>
      {state === 'loading' && offer.form === 'default' && <Notice>The card form is loading…</Notice>}
      {state === 'slow' && (
        <Notice kind="caution">
          The card form is taking longer than usual to load. Wait a moment, or choose “Other payment methods”
          below.
        </Notice>
      )}
      {offer.form === 'custom' ? (
        <CustomCardForm orderId={orderId} offer={offer} ready={state === 'ready'} onBusy={onBusy} />
      ) : (
        state === 'ready' && (
          <>
            {offer.canSave && <SaveCardBox choice={choice} chosen={offer.saveCard} />}
            <div inert={choice.storing}>
              <DefaultCardForm orderId={orderId} offer={offer} onFault={onFault} />
            </div>
          </>
        )
      )}
    </>
  )
}

function PaySaved({
  orderId,
  card,
  button,
  onBusy,
}: {
  orderId: string
  card: { id: string; title: string }
  button: string
  onBusy: (busy: boolean) => void
}) {
  const [paying, setPaying] = useState(false)
  const [message, setMessage] = useState('')

  async function pay() {
    if (paying) return
    setPaying(true)
    setMessage('')
    onBusy(true)
    const reply = await postCharge(orderId, { saved_card: card.id })
    const next = nextPage(reply)
    if (next) return window.location.assign(next)
    setMessage(problemIn(reply).message)
    setPaying(false)
    onBusy(false)
  }

  return (
    <div className="max-w-md space-y-4">
      {message && (
        <Notice kind="critical" ref={takeFocus}>
          {signInWords(message, { next: `/checkout/${orderId}` }, { words: 'Sign in', href: '/login' })}
        </Notice>
      )}
      <Button onClick={pay} aria-disabled={paying} className="w-full">
        {paying ? 'One moment…' : button}
      </Button>
      <p role="status" className="text-muted empty:hidden">
        {paying && 'Your payment is being processed. Please keep this page open…'}
      </p>
    </div>
  )
}
