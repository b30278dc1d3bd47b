'use client'

import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Notice } from '@/app/_components/notice'
import { takeFocus } from '@/app/_components/take-focus'
import { fieldsOf } from '@/app/(checkout)/checkout/[order]/brick-script'
import { chargeAddress, orderAddress } from '@/app/(checkout)/checkout/[order]/post-charge'
import type { CardOffer } from '@/lib/checkout/card-offer'
import { brickError } from '@/lib/paymentwall/brick-errors'

const container = 'brick-form'

/**
 * Brick's own form (brick.md §2.1): it tokenizes the card, posts to our charge address, and shows the bank's step
 * itself. Rendered once; its contents are Brick's.
 */
export function DefaultCardForm({
  orderId,
  offer,
  binding,
  onFault,
}: {
  orderId: string
  offer: CardOffer
  /** What the order binds to, which then stands right above the button. */
  binding: ReactNode
  /** After anything but success, since the shop may know more of the order than Brick's form does. */
  onFault: () => void
}) {
  const { words, errors, language } = offer
  const [broken, setBroken] = useState(false)
  const [problem, setProblem] = useState<string>()
  const place = useRef<HTMLDivElement>(null)
  const aboveButton = usePlaceAboveButton(place)
  const faultListener = useRef(onFault)
  useEffect(() => {
    faultListener.current = onFault
  })

  useEffect(() => {
    const element = place.current
    if (!window.Brick || !element || element.hasChildNodes()) return
    const orderPage = orderAddress({ orderId, language })
    element.addEventListener('submit', () => setProblem(undefined))
    try {
      const brick = new window.Brick(
        {
          public_key: offer.publicKey,
          amount: offer.amount,
          currency: offer.currency,
          container,
          action: chargeAddress({ orderId, language }),
          form: {
            merchant: offer.merchant,
            product: offer.product,
            pay_button: offer.button,
            show_cardholder: true,
            show_zip: false,
            wcs_hide_email: true,
            lang: language,
            values: { cardholder: offer.holder },
          },
        },
        'default',
      )
      brick.showPaymentForm(
        () => window.location.assign(orderPage),
        (fault) => {
          if (fieldsOf(fault).redirect === orderPage) return window.location.assign(orderPage)
          const withoutToken = tokenProblem(fault, errors)
          setProblem(withoutToken)
          keepFocus(element)
          // Without a token nothing was charged, so nothing waits at a bank.
          if (withoutToken === undefined) faultListener.current()
        },
      )
    } catch {
      setBroken(true)
    }
  }, [offer, orderId, language, errors])

  if (broken) {
    return (
      <Notice kind="critical" title={words.unshown.title}>
        {words.unshown.text}
      </Notice>
    )
  }
  return (
    <div className="space-y-5">
      {problem && (
        <Notice kind="critical" ref={takeFocus}>
          {problem}
        </Notice>
      )}
      {aboveButton ? createPortal(binding, aboveButton) : binding}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would wrap elements of Brick's */}
      <div
        id={container}
        ref={place}
        role="group"
        aria-label={words.form}
        tabIndex={-1}
        className="accent-accent"
      />
    </div>
  )
}

/** What to do when there is no token, of which Brick's form only says that it failed; what was mistyped it says itself. */
function tokenProblem(fault: unknown, errors: CardOffer['errors']): string | undefined {
  const { type, code } = fieldsOf(fault)
  if (type !== 'Error') return undefined
  const { kind, says } = brickError(Number(code))
  return kind === 'entry' ? undefined : errors[says]
}

/** A button that was disabled during the request has lost the focus by the time of the answer. */
function keepFocus(form: HTMLElement): void {
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (wrong) wrong.focus()
  else if (document.activeElement === document.body) form.focus()
}

/** An element right above the button of Brick's form, whenever the form draws one; undefined while there is none. */
function usePlaceAboveButton(form: RefObject<HTMLElement | null>): HTMLElement | undefined {
  const [place, setPlace] = useState<HTMLElement>()
  useEffect(() => {
    if (!form.current) return
    const above = document.createElement('div')
    const put = () => {
      const button = form.current?.querySelector('.js-brick-submit')
      if (button && button.previousElementSibling !== above) button.before(above)
      setPlace(button ? above : undefined)
    }
    const changes = new MutationObserver(put)
    changes.observe(form.current, { childList: true, subtree: true })
    put()
    return () => changes.disconnect()
  }, [form])
  return place
}
