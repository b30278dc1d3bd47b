'use client'

import { useEffect, useRef, useState } from 'react'
import { Notice } from '@/app/_components/notice'
import { chargeAddress } from '@/app/(checkout)/checkout/[order]/post-charge'
import type { CardOffer } from '@/lib/payments/card-offer'

const container = 'brick-form'

/**
 * Brick's own form (brick.md §2.1): it tokenizes the card, posts to our charge address, and shows the bank's step by
 * itself. Drawn once; whatever it holds is Brick's.
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
  const place = useRef<HTMLDivElement>(null)
  const faultListener = useRef(onFault)
  useEffect(() => {
    faultListener.current = onFault
  })

  useEffect(() => {
    if (!window.Brick || place.current?.hasChildNodes()) return
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
          if (redirect) window.location.assign(redirect)
          else faultListener.current()
        },
      )
    } catch {
      setBroken(true)
    }
  }, [offer, orderId])

  if (broken) {
    return (
      <Notice kind="critical" title="The card form can’t be shown">
        Nothing was charged. Choose “Other ways” below to pay.
      </Notice>
    )
  }
  return <div id={container} ref={place} />
}

function redirectOf(answer: unknown): string | undefined {
  const { redirect } = (answer ?? {}) as { redirect?: unknown }
  return typeof redirect === 'string' && redirect.startsWith('/orders/') ? redirect : undefined
}
