'use client'

import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from '@/app/_components/button'

/** The button of a form: while the form is on its way it says so and can't be pressed again. */
export function SubmitButton({
  pendingText,
  children,
  disabled,
  ...rest
}: { pendingText: string } & ComponentProps<typeof Button>) {
  const { pending } = useFormStatus()
  return (
    <Button {...rest} type="submit" disabled={pending || disabled}>
      {pending ? pendingText : children}
    </Button>
  )
}
