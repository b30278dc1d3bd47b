import { CheckedField } from '@/app/(admin)/_parts/checked-field'

/** Why an operator does something: kept with what was done, and seen by operators alone. */
export function ReasonField() {
  return (
    <CheckedField
      name="reason"
      label="Reason"
      hint="Shown in the order’s timeline. The customer doesn’t see it."
      required
      maxLength={500}
      autoComplete="off"
    />
  )
}
