'use client'

import { useTransition } from 'react'
import { Checkbox } from '@/app/_components/field'
import { chooseToSaveCard } from '@/lib/payments/actions'

/** The buyer's consent to keep the card, stored as soon as it is given or taken back. */
export function SaveCardBox({ orderId, chosen }: { orderId: string; chosen: boolean }) {
  const [storing, store] = useTransition()
  return (
    <Checkbox
      id="save-card"
      defaultChecked={chosen}
      disabled={storing}
      onChange={(event) => {
        const { checked } = event.target
        store(() => chooseToSaveCard(orderId, checked))
      }}
      label="Save this card in my account, to pay faster next time"
      hint="Paymentwall keeps the card; we keep its last four digits. Delete it in your account whenever you like."
    />
  )
}
