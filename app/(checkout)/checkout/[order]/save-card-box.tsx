'use client'

import { type RefObject, useCallback, useEffect, useRef, useState, useTransition } from 'react'
import { Checkbox } from '@/app/_components/field'
import { chooseToSaveCard } from '@/lib/charges/actions'
import type { CardOffer } from '@/lib/checkout/card-offer'

/** The buyer's consent to save the card, and whether it is on its way to the server. */
export interface SaveCardChoice {
  box: RefObject<HTMLInputElement | null>
  storing: boolean
  error: string | undefined
  store: (save: boolean) => void
}

/**
 * Stores the consent as soon as it is given or withdrawn. Nothing may be paid while it is being stored, or the charge
 * would miss it; the button that pays reads `storing` from here, so that both change in one rendering.
 *
 * @param failed what is said when it could not be stored
 */
export function useSaveCardChoice(orderId: string, failed: string): SaveCardChoice {
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
          setError(failed)
        }
      }),
    [orderId, failed],
  )

  return { box, storing, error, store }
}

/** The box by which the buyer consents. */
export function SaveCardBox({
  words,
  choice,
  chosen,
}: {
  words: CardOffer['words']['save']
  choice: SaveCardChoice
  chosen: boolean
}) {
  const { box, storing, error, store } = choice

  // It may have been ticked before the page's scripts had loaded.
  useEffect(() => {
    const isTicked = box.current?.checked ?? chosen
    if (isTicked !== chosen) store(isTicked)
  }, [box, chosen, store])

  return (
    <Checkbox
      ref={box}
      id="save-card"
      defaultChecked={chosen}
      // A box that is disabled loses the focus, and does not get it back.
      aria-disabled={storing || undefined}
      onClick={(event) => storing && event.preventDefault()}
      onChange={(event) => store(event.target.checked)}
      label={words.label}
      hint={words.hint}
      error={error}
    />
  )
}
