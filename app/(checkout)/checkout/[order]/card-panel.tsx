'use client'

import { type ReactNode, useState } from 'react'
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
import { addressIn } from '@/lib/languages/languages.mjs'

interface Props {
  orderId: string
  offer: CardOffer
  /** What the order binds to, which then stands right above the button. */
  binding: ReactNode
  onBusy: (busy: boolean) => void
  onFault: () => void
  /** Leads to the Paylet, where it is offered. */
  onOtherMethod: (() => void) | undefined
}

/** Paying by card: the saved cards, and the form for a new one. */
export function CardPanel(props: Props) {
  const { orderId, offer, binding, onBusy } = props
  const { words } = offer
  const [chosen, setChosen] = useState(offer.savedCards[0]?.id)
  const chosenCard = offer.savedCards.find((card) => card.id === chosen)

  return (
    <div className="space-y-6">
      {offer.savedCards.length > 0 && (
        <fieldset className="space-y-1">
          <legend className="mb-2 font-medium">{words.which}</legend>
          {[...offer.savedCards, { id: undefined, title: words.another }].map(({ id, title }) => (
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
          offer={offer}
          binding={binding}
          onBusy={onBusy}
        />
      ) : (
        <NewCard {...props} />
      )}
    </div>
  )
}

function NewCard({ orderId, offer, binding, onBusy, onFault, onOtherMethod }: Props) {
  const { words } = offer
  const { state, retry } = useBrickScript(offer.scriptUrl)
  const choice = useSaveCardChoice(orderId, words.save.failed)
  if (state === 'failed') {
    return (
      <Notice kind="critical" title={words.unloaded.title}>
        <p>{words.unloaded.text}</p>
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" onClick={retry}>
            {words.unloaded.again}
          </Button>
          {onOtherMethod && (
            <Button variant="secondary" onClick={onOtherMethod}>
              {words.unloaded.otherMethod}
            </Button>
          )}
        </div>
      </Notice>
    )
  }
  return (
    <>
      {state === 'loading' && offer.form === 'default' && <Notice>{words.loading}</Notice>}
      {state === 'slow' && <Notice kind="caution">{words.slow}</Notice>}
      {offer.form === 'custom' ? (
        <CustomCardForm
          orderId={orderId}
          offer={offer}
          binding={binding}
          ready={state === 'ready'}
          onBusy={onBusy}
        />
      ) : (
        state === 'ready' && (
          <>
            {offer.canSave && <SaveCardBox words={words.save} choice={choice} chosen={offer.saveCard} />}
            <div inert={choice.storing}>
              <DefaultCardForm orderId={orderId} offer={offer} binding={binding} onFault={onFault} />
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
  offer,
  binding,
  onBusy,
}: Pick<Props, 'orderId' | 'offer' | 'binding' | 'onBusy'> & { card: { id: string; title: string } }) {
  const { words, language, button } = offer
  const payment = { orderId, language, notThrough: words.notThrough }
  const [paying, setPaying] = useState(false)
  const [message, setMessage] = useState('')

  async function pay() {
    if (paying) return
    setPaying(true)
    setMessage('')
    onBusy(true)
    const reply = await postCharge(payment, { saved_card: card.id })
    const next = nextPage(reply)
    if (next) return window.location.assign(next)
    setMessage(problemIn(payment, reply).message)
    setPaying(false)
    onBusy(false)
  }

  return (
    <div className="max-w-md space-y-4">
      {message && (
        <Notice kind="critical" ref={takeFocus}>
          {signInWords(
            message,
            { next: `/checkout/${orderId}` },
            { words: words.signIn, href: addressIn(language, '/login') },
          )}
        </Notice>
      )}
      {binding}
      <Button onClick={pay} aria-disabled={paying} className="w-full">
        {paying ? words.moment : button}
      </Button>
      <p role="status" className="text-muted empty:hidden">
        {paying && words.processing}
      </p>
    </div>
  )
}
