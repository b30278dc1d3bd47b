import type { ReactNode } from 'react'
import { Button } from '@/app/_components/button'
import { CheckedField } from '@/app/(admin)/_parts/checked-field'

/** A form that says what to act on. It sends by GET, so what was chosen stands in the address, and the page shows its effect. */
export function Choice({ path, children }: { path: string; children: ReactNode }) {
  return (
    <form action={path} className="flex flex-wrap items-end gap-3">
      {children}
      <Button type="submit" variant="secondary" className="min-h-11">
        Preview
      </Button>
    </form>
  )
}

/** An amount in the order's currency. */
export function AmountField({ currency, value }: { currency: string; value: string | undefined }) {
  return (
    <CheckedField
      name="amount"
      label={`Amount in ${currency}`}
      inputMode="decimal"
      defaultValue={value}
      required
      maxLength={40}
      autoComplete="off"
      className="max-sm:w-full"
    />
  )
}
