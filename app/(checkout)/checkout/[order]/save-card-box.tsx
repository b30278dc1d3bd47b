'use client'

import { useCallback, useEffect, useRef, useState, useTransition } from 'react'
import { Checkbox } from '@/app/_components/field'
import { chooseToSaveCard } from '@/lib/charges/actions'

/** The buyer's consent to save the card, stored as soon as it is given or withdrawn. */
export function SaveCardBox({
  orderId,
  chosen,
  onStoring,
}: {
  orderId: string
  chosen: boolean
  /** Nothing may be paid while the choice is being stored, or the charge would miss it. */
  onStoring: (storing: boolean) => void
}) {
  const [storing, startStoring] = useTransition()
  const [error, setError] = useState<string>()
  const box = useRef<HTMLInputElement>(null)

  const store = useCallback(
    (save: boolean) =>
      startStoring(async () => {
        try {
          await chooseToSaveCard(orderId, save)
          setError(undefined)
        } catch {
          if (box.current) box.current.checked = !save
          setError('Your choice could not be saved. Try again, or pay with the box as it is now.')
        }
      }),
    [orderId],
  )

  // It may have been ticked before the page's scripts had loaded.
  useEffect(() => {
    const isTicked = box.current?.checked ?? chosen
    if (isTicked !== chosen) store(isTicked)
  }, [chosen, store])

  useEffect(() => onStoring(storing), [storing, onStoring])

  return (
    <Checkbox
      ref={box}
      id="save-card"
      defaultChecked={chosen}
      // A box that is disabled loses the focus, and does not get it back.
      aria-disabled={storing || undefined}
      onClick={(event) => storing && event.preventDefault()}
      onChange={(event) => store(event.target.checked)}
      label="Save this card in my account to pay faster next time"
      hint="Paymentwall stores the card; we keep only its last four digits. You can delete it in your account at any time."
      error={error}
    />
  )
}
