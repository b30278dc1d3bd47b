'use client'

import { useEffect, useRef, useState } from 'react'
import { Notice } from '@/app/_components/notice'
import { takeFocus } from '@/app/_components/take-focus'
import { fieldsOf } from '@/app/(checkout)/checkout/[order]/brick-script'
import { chargeAddress } from '@/app/(checkout)/checkout/[order]/post-charge'
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
  onFault,
}: {
  orderId: string
  offer: CardOffer
  /** After anything but success, since the shop may know more of the order than Brick's form does. */
  onFault: () => void
}) {
  const [broken, setBroken] = useState(false)
  const [problem, setProblem] = useState<string>()
  const place = useRef<HTMLDivElement>(null)
  const faultListener = useRef(onFault)
  useEffect(() => {
    faultListener.current = onFault
  })

  useEffect(() => {
    const element = place.current
    if (!window.Brick || !element || element.hasChildNodes()) return
    element.addEventListener('submit', () => setProblem(undefined))
    try {
      const brick = new window.Brick(
        {
          public_key: offer.publicKey,
          amount: offer.amount,
          currency: offer.currency,
          container,
          action: chargeAddress(orderId),
          form: {
            merchant: offer.merchant,
            product: offer.product,
            pay_button: offer.button,
            show_cardholder: true,
            show_zip: false,
            wcs_hide_email: true,
            lang: 'en',
            values: { cardholder: offer.holder },
          },
        },
        'default',
      )
      brick.showPaymentForm(
        (answer) => window.location.assign(redirectOf(answer) ?? `/orders/${orderId}`),
        (fault) => {
          const redirect = redirectOf(fault)
          if (redirect) return window.location.assign(redirect)
          const withoutToken = tokenProblem(fault)
          setProblem(withoutToken)
          keepFocus(element)
          // Without a token nothing was charged, so nothing waits at a bank.
          if (withoutToken === undefined) faultListener.current()
        },
      )
    } catch {
      setBroken(true)
    }
  }, [offer, orderId])

  if (broken) {
    return (
      <Notice kind="critical" title="The card form couldn’t be shown">
        You have not been charged. Choose “Other payment methods” below.
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
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would wrap elements of Brick's */}
      <div
        id={container}
        ref={place}
        role="group"
        aria-label="Your card"
        tabIndex={-1}
        className="accent-accent"
      />
    </div>
  )
}

/** What to do when there is no token, of which Brick's form only says that it failed; what was mistyped it says itself. */
function tokenProblem(fault: unknown): string | undefined {
  const { type, code } = fieldsOf(fault)
  if (type !== 'Error') return undefined
  const { kind, sentence } = brickError(Number(code))
  return kind === 'entry' ? undefined : sentence
}

/** A button that was disabled during the request has lost the focus by the time of the answer. */
function keepFocus(form: HTMLElement): void {
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (wrong) wrong.focus()
  else if (document.activeElement === document.body) form.focus()
}

function redirectOf(answer: unknown): string | undefined {
  const { redirect } = fieldsOf(answer)
  return typeof redirect === 'string' && redirect.startsWith('/orders/') ? redirect : undefined
}
