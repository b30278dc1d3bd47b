import { Field } from '@/app/_components/field'

/** Why an operator does something: kept with what was done, and seen by operators alone. */
export function ReasonField() {
  return (
    <Field
      name="reason"
      label="Reason"
      hint="For the order’s history. The customer does not see it."
      required
      maxLength={500}
      autoComplete="off"
    />
  )
}
